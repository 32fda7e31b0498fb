import "./corpus-result.ts";
import { expect, test } from "vitest";
import type { UnmanagedObject } from "../../src/port/session.ts";
import { CorpusProject } from "./corpus-project.ts";
import { describeCorpora } from "./describe-corpora.ts";
import { postgresqlSchemas } from "./postgresql-schemas.ts";
import { rebuild, stillUnmanaged } from "./rebuild.ts";
import { runPsql } from "./run-psql.ts";

describeCorpora("a schema that nobody here wrote", (server) => {
  test.for(postgresqlSchemas)(
    "$name is inspected, in sync, and built anew from its documents",
    { timeout: 120_000 },
    async ({ name, scripts, settings, reliedOn = [] }, { task }) => {
      await using original = await server.database();
      await using rebuilt = await server.database();
      await runPsql(original.url, scripts());
      using project = await CorpusProject.open(original.url, settings);

      const { unmanaged } = (await project.exits(0, original.url, "inspect", "--write", "db", "-o", "json")).json<{
        unmanaged: readonly UnmanagedObject[];
      }>();
      await project.exits(0, original.url, "check");
      await project.exits(0, original.url, "validate");
      const documents = project.documents();
      await project.exits(0, original.url, "inspect", "--write", "db");
      expect(project.documents()).toEqual(documents);

      const built = await rebuild(project, { original: original.url, empty: rebuilt.url, unmanaged, reliedOn });
      const { wanted, named, identical, ...wrong } = built;
      expect(wrong).toEqual({ lost: [], added: [], left: [], atLast: [] });
      const again = await project.exits(0, rebuilt.url, "check", "-o", "json");
      expect(again.json().unmanaged).toEqual(stillUnmanaged(unmanaged));
      task.meta.corpus = { schema: name, major: server.major, entries: wanted.length, identical, named };
    },
  );
});
