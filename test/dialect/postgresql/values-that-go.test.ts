import { test } from "vitest";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";

const fewer = "CREATE TYPE state AS ENUM ('todo', 'doing')";
const more = "CREATE TYPE state AS ENUM ('todo', 'doing', 'gone')";
const table =
  "CREATE TABLE t (id integer PRIMARY KEY, note text, state state DEFAULT 'todo', states state[]); INSERT INTO t VALUES (1, 'todo')";
const parts = "CREATE TABLE p (id integer, state state) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9)";
const heirs = "CREATE TABLE above (id integer, state state CHECK (state <> 'doing')); CREATE TABLE below (x integer) INHERITS (above)";

describePostgres("an enum whose values come and go", (server) => {
  test.each([
    ["a partial index", [table, "CREATE UNIQUE INDEX i ON t (note) WHERE state = 'doing'; COMMENT ON INDEX i IS 'kept'"]],
    ["an index over an expression", [table, "CREATE INDEX i ON t ((CASE WHEN state = 'doing' THEN note END))"]],
    ["a check", [table, "ALTER TABLE t ADD CONSTRAINT c CHECK (state <> 'doing'); COMMENT ON CONSTRAINT c ON t IS 'kept'"]],
    ["a check of an array", [table, "ALTER TABLE t ADD CONSTRAINT c CHECK (NOT 'doing' = ANY (states))"]],
    ["an exclusion", [table, "ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING btree (note WITH =) WHERE (state <> 'doing')"]],
    [
      "a computed column, and what reads that",
      [
        table,
        "ALTER TABLE t ADD done boolean GENERATED ALWAYS AS (state <> 'doing') STORED, ADD CHECK (done); CREATE INDEX ON t (done); CREATE VIEW v AS SELECT done FROM t",
      ],
    ],
    ["a check that casts another column", [table, "ALTER TABLE t ADD CONSTRAINT c CHECK (note::state <> 'doing')"]],
    [
      "a check and indexes of a partition",
      [parts, "ALTER TABLE p1 ADD CHECK (state <> 'doing'); CREATE INDEX ON p1 (id) WHERE state = 'todo'"],
    ],
    [
      "a check and indexes of an heir",
      [heirs, "ALTER TABLE below ADD CHECK (state <> 'todo'); CREATE INDEX ON below (x) WHERE state = 'todo'"],
    ],
  ])("leaves as it was what compares a column with one: %s", async (_what, sql) => {
    await thereAndBack(server, [fewer, ...sql].join("; "), [more, ...sql].join("; "));
  });

  test.each([
    ["a check", `${table}; ALTER TABLE t ADD CONSTRAINT c CHECK (state IN ('todo', 'doing'%))`],
    ["a partial index", `${table}; CREATE INDEX i ON t (note) WHERE state IN ('todo', 'doing'%)`],
    [
      "a view, and another over it",
      `${table}; CREATE VIEW v AS SELECT id FROM t WHERE state IN ('todo', 'doing'%); CREATE VIEW w AS SELECT id FROM v`,
    ],
    [
      "a materialized view with an index",
      `${table}; CREATE MATERIALIZED VIEW v AS SELECT id FROM t WHERE state IN ('todo', 'doing'%); CREATE UNIQUE INDEX ON v (id)`,
    ],
    ["a policy", `${table}; CREATE POLICY p ON t USING (state IN ('todo', 'doing'%))`],
    [
      "a function of SQL",
      `${table}; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE state IN ('todo', 'doing'%); END; CREATE VIEW v AS SELECT f() AS f`,
    ],
    ["an index of an heir", `${heirs}; CREATE INDEX i ON below (x) WHERE state IN ('todo', 'doing'%)`],
  ])("takes along what names a value only while it is there: %s", async (_what, sql) => {
    await thereAndBack(server, `${fewer}; ${sql.replace("%", "")}`, `${more}; ${sql.replace("%", ", 'gone'")}`);
  });

  test("takes along a default", async () => {
    await thereAndBack(server, `${fewer}; ${table}`, `${more}; ${table.replace("DEFAULT 'todo'", "DEFAULT 'gone'")}`);
  });
});
