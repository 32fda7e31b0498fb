import type { Executable } from "../../../src/execute/execute.ts";
import { planOf, probe, sql, update, walk } from "../../execute/plans.ts";

const indexState = `SELECT coalesce((SELECT CASE WHEN indisvalid THEN 'done' ELSE 'broken' END FROM pg_index WHERE indexrelid = to_regclass('person_age')), 'todo')`;

export const buildIndex = sql("CREATE INDEX CONCURRENTLY person_age ON person (age)", {
  mode: "autocommit",
  probe: { sql: indexState, clear: ["DROP INDEX CONCURRENTLY IF EXISTS person_age"] },
});

/** Every kind of stage once; each step shows in the data when it ran twice or not at all. */
export const canonicalPlan: Executable = planOf(
  walk("r1", [
    [
      sql("CREATE TABLE person (id bigint PRIMARY KEY, age int, n int NOT NULL DEFAULT 0)"),
      sql("INSERT INTO person SELECT i, i, 0 FROM generate_series(1, 300) i"),
    ],
  ]),
  walk("r2", [[sql("UPDATE person SET n = n + 1")], [buildIndex]], { heads: { add: ["r2"], remove: ["r1"] } }),
  walk(
    "r3",
    [
      [update("person", { n: "n + 1" }, { batch: { rows: 100 } })],
      [sql("ALTER TABLE person ADD CONSTRAINT grown CHECK (n = 2) NOT VALID")],
      [sql("ALTER TABLE person VALIDATE CONSTRAINT grown")],
    ],
    {
      heads: { add: ["r3"], remove: ["r2"] },
      verify: [probe("SELECT count(*) FROM person WHERE n <> 2", "0")],
    },
  ),
);
