import { expect, test } from "vitest";
import type { UnmanagedObject } from "../../src/port/session.ts";
import { CorpusProject } from "./corpus-project.ts";
import { describeCorpora } from "./describe-corpora.ts";
import { dumpEntries, headings, missingFrom } from "./dump-entries.ts";
import { layByHand } from "./lay-by-hand.ts";
import { namedAsUnmanaged } from "./named-as-unmanaged.ts";
import { isNotNullName, withoutNotNullNames, withoutPartitionNames } from "./not-null-names.ts";
import { postgresqlSchemas } from "./postgresql-schemas.ts";
import { runPsql } from "./run-psql.ts";

describeCorpora("a schema that nobody here wrote", (server) => {
  test.each(postgresqlSchemas)(
    "$name is inspected, in sync, and built anew from its documents",
    async ({ scripts, settings, reliedOn = [] }) => {
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

      // What is not managed is laid by hand, as far as it needs nothing that is; then keelson builds the rest.
      const wanted = withoutNotNullNames(withoutPartitionNames(await dumpEntries(original.url)), unmanaged);
      const isNamed = namedAsUnmanaged(unmanaged, wanted);
      const later = await layByHand(
        rebuilt.url,
        wanted.filter((entry) => isNamed(entry) || reliedOn.includes(entry.name)),
      );
      await project.exits(0, rebuilt.url, "apply");
      const built = withoutPartitionNames(await dumpEntries(rebuilt.url));
      expect(headings(missingFrom(built, wanted).filter((entry) => !isNamed(entry)))).toEqual([]);
      expect(headings(missingFrom(wanted, built))).toEqual([]);

      expect(headings(await layByHand(rebuilt.url, later))).toEqual([]);
      expect(missingFrom(withoutPartitionNames(await dumpEntries(rebuilt.url)), wanted)).toEqual([]);
      const again = await project.exits(0, rebuilt.url, "check", "-o", "json");
      expect(again.json().unmanaged).toEqual(unmanaged.filter((object) => !isNotNullName(object)));
    },
    60_000,
  );
});
