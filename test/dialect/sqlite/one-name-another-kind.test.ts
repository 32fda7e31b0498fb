import { test } from "vitest";
import { thereAndBack } from "./there-and-back.ts";
import { Workbench } from "./workbench.ts";

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

test.each(pairs)("what bears the name of a %s and becomes a %s, by difference and by steps, up and down", async (from, to) => {
  const isRead = from !== "index" && to !== "index";
  await using bench = await open(from, isRead);
  await using wanted = await open(to, isRead);
  await thereAndBack(bench, wanted);
});
