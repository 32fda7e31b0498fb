import { expect, test } from "vitest";
import { dump } from "../server/pg-dump.ts";
import { runPostgresTool } from "../server/postgres-tool.ts";
import { CorpusProject } from "./corpus-project.ts";
import { describeCorpora } from "./describe-corpora.ts";
import { postgresqlSchemas } from "./postgresql-schemas.ts";
import { runPsql } from "./run-psql.ts";

const schema = `apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: dumped }
spec: { files: [ dump/*.sql ] }
`;

/** From 18 on a NOT NULL has a name, which documents have no word for. */
const unnamed = (object: string): string => object.replaceAll(/ CONSTRAINT \w+ NOT NULL/g, " NOT NULL");

describeCorpora("a dump of a schema that nobody here wrote, as it comes from pg_dump", (server) => {
  test.each(postgresqlSchemas)(
    "$name is in sync with it, and built anew from it",
    async ({ scripts, settings }) => {
      await using original = await server.database();
      await using rebuilt = await server.database();
      await runPsql(original.url, scripts());
      using project = await CorpusProject.open(original.url, settings);
      project.write("db/schema.yaml", schema);
      project.write(
        "db/dump/all.sql",
        await runPostgresTool("pg_dump", ["--schema-only", "--exclude-schema=keelson", "--no-password", "--dbname", original.url]),
      );

      await project.exits(0, original.url, "validate");
      await project.exits(0, original.url, "check");
      await project.exits(0, rebuilt.url, "apply");
      expect((await dump(rebuilt.url)).map(unnamed)).toEqual((await dump(original.url)).map(unnamed));
    },
    60_000,
  );
});
