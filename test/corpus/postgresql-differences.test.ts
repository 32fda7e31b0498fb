import { expect, test } from "vitest";
import { dump } from "../server/pg-dump.ts";
import { nightly, seed } from "../seeded-share.ts";
import { CorpusProject } from "./corpus-project.ts";
import { describeCorpora } from "./describe-corpora.ts";
import type { CorpusHistory } from "./history.ts";
import { roundcube } from "./roundcube.ts";
import { runPsql } from "./run-psql.ts";
import { temporalOnPostgres } from "./temporal.ts";

/** Extension and function of the second one come with its third step, and no later. */
const histories: readonly (CorpusHistory & { readonly from: number })[] = [
  { ...roundcube("postgres"), from: 1 },
  ...temporalOnPostgres.map((history) => ({ ...history, from: 3 })),
];

/** Columns as a set: their order is that of creation. */
const asSets = (objects: readonly string[]): readonly string[] =>
  objects.map((object) => object.replaceAll(/,$/gm, "").split("\n").sort().join("\n"));

describeCorpora("a database in the middle of a history that nobody here wrote", (server) => {
  const cases = histories.flatMap(({ name, steps, from }) => {
    const history = steps();
    const middles = history.slice(from, -1).map((_, at) => from + at);
    const chosen = nightly ? middles : [middles[seed % middles.length] ?? from];
    return chosen.map((at) => ({ name, history, at }));
  });

  test.each(cases)(
    "$name at step $at is brought to its end by the difference alone, and back",
    async ({ history, at }) => {
      await using middle = await server.database();
      await using end = await server.database();
      await runPsql(
        middle.url,
        history.slice(0, at).flatMap(({ scripts }) => scripts),
      );
      await runPsql(
        end.url,
        history.flatMap(({ scripts }) => scripts),
      );
      const wanted = { middle: asSets(await dump(middle.url)), end: asSets(await dump(end.url)) };
      // What has gone out of the documents is nothing that keelson made: it goes only where that is said.
      const settings = ["prune: true", "policy: { maxDrops: 1000 }"];
      using forwards = await CorpusProject.open(end.url, settings);
      using backwards = await CorpusProject.open(middle.url, settings);
      await forwards.exits(0, end.url, "inspect", "--write", "db");
      await backwards.exits(0, middle.url, "inspect", "--write", "db");

      await forwards.exits(0, middle.url, "apply", "--allow", "dataLoss");
      expect(asSets(await dump(middle.url))).toEqual(wanted.end);
      await forwards.exits(0, middle.url, "check");
      await backwards.exits(0, end.url, "apply", "--allow", "dataLoss");
      expect(asSets(await dump(end.url))).toEqual(wanted.middle);
      await backwards.exits(0, end.url, "check");
    },
    120_000,
  );
});
