import { expect, test } from "vitest";
import type { Connection } from "../../../src/dialect/sqlite/connection/connection.ts";
import { readFacts } from "../../../src/dialect/sqlite/facts.ts";
import { t, Workbench } from "./workbench.ts";

test("a table that somebody drops between two questions is as one that was not there", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE TABLE c (x)", "INSERT INTO b VALUES (1)");
  // Another program comes in just before each question about a table's rows.
  const meanwhile = async (sql: string) => {
    for (const gone of ["a", "c"]) if (sql.includes(`main."${gone}"`)) await bench.look.run(`DROP TABLE IF EXISTS ${gone}`);
    return bench.look.run(sql);
  };
  const column = { kind: "column" as const, parent: t("c"), name: "x" };
  const facts = await readFacts({ run: meanwhile } as Connection, 3052000, [t("a"), t("b")], [column]);
  expect([facts.table(t("a")), facts.table(t("b"))?.rows, facts.columnEmpty(column)]).toEqual([undefined, 1, undefined]);
});
