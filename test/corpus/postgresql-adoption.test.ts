import { expect, test } from "vitest";
import type { UnmanagedObject } from "../../src/port/session.ts";
import { dump } from "../server/pg-dump.ts";
import { seededShare } from "../seeded-share.ts";
import { CorpusProject } from "./corpus-project.ts";
import { describeCorpora } from "./describe-corpora.ts";
import { dumpEntries, headings, missingFrom } from "./dump-entries.ts";
import { layByHand } from "./lay-by-hand.ts";
import { namedAsUnmanaged } from "./named-as-unmanaged.ts";
import { withoutNotNullNames, withoutPartitionNames } from "./not-null-names.ts";
import { postgresqlSchemas } from "./postgresql-schemas.ts";
import { runPsql } from "./run-psql.ts";

describeCorpora("a database that nobody here made", (server) => {
  test.each(seededShare(postgresqlSchemas, 2))(
    "$name is adopted; its baseline, and the script of it, make the same; the way down and up again",
    async ({ scripts, settings, reliedOn = [] }) => {
      await using original = await server.database();
      await runPsql(original.url, scripts());
      const before = await dump(original.url);
      using project = await CorpusProject.open(original.url, settings);
      const { stdout: script } = await project.exits(0, original.url, "inspect", "--format", "sql");
      const { unmanaged } = (await project.exits(0, original.url, "adopt", "-o", "json")).json<{ unmanaged: readonly UnmanagedObject[] }>();
      await project.exits(0, original.url, "check");
      await project.exits(0, original.url, "upgrade");
      expect(await dump(original.url)).toEqual(before);

      const wanted = withoutNotNullNames(withoutPartitionNames(await dumpEntries(original.url)), unmanaged);
      const isNamed = namedAsUnmanaged(unmanaged, wanted);
      const byHand = wanted.filter((entry) => isNamed(entry) || reliedOn.includes(entry.name));
      const lacking = async (url: string) =>
        headings(missingFrom(withoutPartitionNames(await dumpEntries(url)), wanted).filter((entry) => !isNamed(entry)));

      await using scripted = await server.database();
      await layByHand(scripted.url, byHand);
      // A script is for a new database: what is laid already it would make twice.
      if (reliedOn.length === 0) {
        await runPsql(scripted.url, [script]);
        expect(await lacking(scripted.url)).toEqual([]);
      }

      await using walked = await server.database();
      await layByHand(walked.url, byHand);
      const laid = await dump(walked.url);
      await project.exits(0, walked.url, "upgrade");
      expect(await lacking(walked.url)).toEqual([]);
      await project.exits(0, walked.url, "check");
      await project.exits(0, walked.url, "downgrade", "base", "--allow", "dataLoss");
      expect(await dump(walked.url)).toEqual(laid);
      await project.exits(0, walked.url, "upgrade");
      expect(await lacking(walked.url)).toEqual([]);
    },
    120_000,
  );
});
