import { expect, test } from "vitest";
import { dump } from "../server/pg-dump.ts";
import { seededShare } from "../seeded-share.ts";
import { asSets } from "./as-sets.ts";
import { CorpusProject } from "./corpus-project.ts";
import { describeCorpora } from "./describe-corpora.ts";
import { pairs } from "./pairs.ts";
import { runPsql } from "./run-psql.ts";

/** What is left as it is where documents say nothing of it: they have no line for what an older state has not. */
const unlessSaid = /^(?:COMMENT ON|GRANT|REVOKE|CREATE POLICY|ALTER TABLE \S+ (?:ENABLE|FORCE) ROW LEVEL SECURITY)/;

/** In sync, and as wanted. */
async function same(
  url: string,
  project: CorpusProject,
  { was, wanted }: { readonly was: readonly string[]; readonly wanted: readonly string[] },
): Promise<void> {
  await project.exits(0, url, "check");
  const reached = (await dump(url)).filter((object) => !unlessSaid.test(object) || wanted.includes(object) || !was.includes(object));
  expect(asSets(reached)).toEqual(asSets(wanted));
}

describeCorpora("two states of a history that nobody here wrote", (server) => {
  test.each(pairs().flatMap((ofOne) => seededShare(ofOne, 1)))(
    "$name at step $from is brought to step $to by the difference alone, and back",
    async ({ before, after, settings }) => {
      await using earlier = await server.database();
      await using later = await server.database();
      await runPsql(earlier.url, before);
      await runPsql(later.url, after);
      const was = { earlier: await dump(earlier.url), later: await dump(later.url) };
      // What has gone out of the documents is nothing that keelson made: it goes only where that is said.
      const all = [...settings, "prune: true", "policy: { maxDrops: 1000 }"];
      using forwards = await CorpusProject.open(later.url, all);
      using backwards = await CorpusProject.open(earlier.url, all);
      await forwards.exits(0, later.url, "inspect", "--write", "db");
      await backwards.exits(0, earlier.url, "inspect", "--write", "db");

      await forwards.exits(0, earlier.url, "apply", "--allow", "dataLoss");
      await same(earlier.url, forwards, { was: was.earlier, wanted: was.later });
      await backwards.exits(0, later.url, "apply", "--allow", "dataLoss");
      await same(later.url, backwards, { was: was.later, wanted: was.earlier });
    },
    120_000,
  );
});
