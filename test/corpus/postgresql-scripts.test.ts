import { expect, test } from "vitest";
import type { UnmanagedObject } from "../../src/port/session.ts";
import { CorpusProject } from "./corpus-project.ts";
import { describeCorpora } from "./describe-corpora.ts";
import { dumpEntries, headings, missingFrom } from "./dump-entries.ts";
import { withoutNotNullNames, withoutPartitionNames } from "./not-null-names.ts";
import { postgresqlSchemas } from "./postgresql-schemas.ts";
import { runPsql } from "./run-psql.ts";

describeCorpora("the script of a schema that nobody here wrote", (server) => {
  test.each(postgresqlSchemas)(
    "$name runs in psql from nothing, and makes the same",
    async ({ scripts, settings }) => {
      await using original = await server.database();
      await using rebuilt = await server.database();
      await runPsql(original.url, scripts());
      using project = await CorpusProject.open(original.url, settings);
      const { unmanaged } = (await project.exits(0, original.url, "inspect", "-o", "json")).json<{
        unmanaged: readonly UnmanagedObject[];
      }>();
      const { stdout } = await project.exits(0, original.url, "inspect", "--format", "sql");
      await runPsql(rebuilt.url, [stdout]);
      const [wanted, built] = [
        withoutNotNullNames(withoutPartitionNames(await dumpEntries(original.url)), unmanaged),
        withoutPartitionNames(await dumpEntries(rebuilt.url)),
      ];
      expect(headings(missingFrom(built, wanted))).toEqual([]);
      expect(headings(missingFrom(wanted, built))).toEqual([]);
    },
    60_000,
  );
});
