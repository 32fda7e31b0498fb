import { expect, test } from "vitest";
import { autogenerate } from "../../../src/author/autogenerate.ts";
import type { Change } from "../../../src/change/change.ts";
import { diff } from "../../../src/diff/diff.ts";
import type { Model } from "../../../src/model/model.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { fold } from "../../../src/revision/fold.ts";
import { onSqlite, revision } from "../../operation/steps.ts";
import { expectSame, Workbench } from "./workbench.ts";

const base = "CREATE TABLE base (a integer PRIMARY KEY, b text)";
const kinds = {
  table: ["CREATE TABLE x (a integer, b text)", "CREATE INDEX xi ON x (a)"],
  view: ["CREATE VIEW x AS SELECT a, b FROM base"],
  index: ["CREATE INDEX x ON base (b)"],
  "virtual table": ["CREATE VIRTUAL TABLE x USING fts5 (a, b)"],
};
const over = "CREATE VIEW over AS SELECT a FROM x";

const names = Object.keys(kinds) as (keyof typeof kinds)[];
const pairs = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));

async function open(kind: keyof typeof kinds, isRead: boolean): Promise<Workbench> {
  return Workbench.open(base, ...kinds[kind], ...(isRead ? [over] : []));
}

async function run(bench: Workbench, changes: readonly Change[], next: Model, direction: "up" | "down" = "up"): Promise<void> {
  await bench.execute(changes, "r1", direction);
  await expectSame(await bench.model(), next, bench.session);
}

test.each(pairs)("what bears the name of a %s and becomes a %s, by difference and by steps, up and down", async (from, to) => {
  const isRead = from !== "index" && to !== "index";
  await using bench = await open(from, isRead);
  await using wanted = await open(to, isRead);
  const [start, goal] = [await bench.model(), await wanted.model()];
  await run(bench, diff(goal, start).changes, goal);
  await run(bench, diff(start, await bench.model()).changes, start);
  const { upgrade } = autogenerate(goal, start, onSqlite);
  const { revisions } = fold([revision("r", upgrade)], SchemaModel.from(start), onSqlite);
  const steps = revisions[0]?.steps ?? [];
  await run(
    bench,
    steps.flatMap(({ changes }) => changes),
    goal,
  );
  await run(
    bench,
    steps.toReversed().flatMap(({ inverse }) => inverse ?? []),
    start,
    "down",
  );
  expect(steps.length).toBeGreaterThan(0);
});
