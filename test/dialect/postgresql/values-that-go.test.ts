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
    [
      "domains and what compares a column of one",
      `CREATE DOMAIN d AS state DEFAULT 'todo' CHECK (VALUE::state IN ('todo', 'doing'%)); CREATE DOMAIN e AS d[] CHECK (VALUE[1]::state IN ('todo'%));
       CREATE TABLE u (d d CHECK (d::state IN ('todo', 'doing'%)), e e); INSERT INTO u VALUES ('doing', '{todo}'); CREATE INDEX ON u (e) WHERE d::state IN ('todo', 'doing'%)`,
    ],
    ["an index of an heir", `${heirs}; CREATE INDEX i ON below (x) WHERE state IN ('todo', 'doing'%)`],
  ])("takes along what names a value only while it is there: %s", async (_what, sql) => {
    await thereAndBack(server, `${fewer}; ${sql.replaceAll("%", "")}`, `${more}; ${sql.replaceAll("%", ", 'gone'")}`);
  });

  test.each([
    [
      "a domain",
      "CREATE DOMAIN d AS state DEFAULT 'doing' CONSTRAINT c CHECK (VALUE <> 'todo'); COMMENT ON CONSTRAINT c ON DOMAIN d IS 'kept'",
      "d DEFAULT 'doing'",
      "'doing'",
    ],
    [
      "a domain over another one, with a check that was not checked",
      "CREATE DOMAIN below AS state NOT NULL; CREATE DOMAIN d AS below[]; ALTER DOMAIN d ADD CHECK (cardinality(VALUE) > 0) NOT VALID; GRANT USAGE ON TYPE d TO pg_monitor; COMMENT ON DOMAIN d IS 'kept'",
      "d",
      "'{doing,todo}'",
    ],
    [
      "a composite type",
      "CREATE TYPE d AS (n integer, s state, t text, l state[]); COMMENT ON COLUMN d.s IS 'kept'; CREATE DOMAIN e AS d; CREATE TYPE f AS (e e, d d[])",
      "d, f f DEFAULT '(,)', fs f[]",
      `'(1,todo,"a ""b"",\\\\",{doing})', '("(2,doing,,)","{""(,,,)""}")', '{"(,)"}'`,
    ],
    [
      "a range type, and sets of its ranges",
      "CREATE TYPE d AS RANGE (SUBTYPE = state); CREATE TYPE e AS (r d, m d_multirange)",
      "d, m d_multirange, e e, EXCLUDE USING gist (d WITH &&)",
      `'[todo,todo]', '{[doing,doing]}', '("[todo,)",{})'`,
    ],
  ])("takes along what is made of it: %s", async (_what, types, column, values) => {
    const sql = `${types}; CREATE TABLE u (id integer, d ${column}); CREATE INDEX ON u (d); CREATE VIEW v AS SELECT d FROM u; INSERT INTO u VALUES (1, ${values}); INSERT INTO u (id) VALUES (2)`;
    await thereAndBack(server, `${fewer}; ${sql}`, `${more.replace("'todo', 'doing'", "'doing', 'todo'")}; ${sql}`);
  });

  test("leaves as they were keys that lead from a column of it to another", async () => {
    const sql = `CREATE TABLE a (s state PRIMARY KEY, o state UNIQUE); INSERT INTO a VALUES ('todo', 'doing');
      CREATE TABLE b (s state REFERENCES a, o state CONSTRAINT to_o REFERENCES a (o) DEFERRABLE, PRIMARY KEY (s, o)); INSERT INTO b VALUES ('todo', 'doing'); COMMENT ON CONSTRAINT to_o ON b IS 'kept'`;
    await thereAndBack(server, `${fewer}; ${sql}`, `${more}; ${sql}`);
  });

  test("stands beside a column with a default that becomes of another type", async () => {
    const other = `${table.replace("state state DEFAULT", "state text DEFAULT")}; CREATE DOMAIN d AS state DEFAULT 'doing'; CREATE TABLE u (d d DEFAULT 'doing')`;
    await thereAndBack(
      server,
      `${more}; ${table}; CREATE DOMAIN d AS state DEFAULT 'doing'; CREATE TABLE u (d state DEFAULT 'doing')`,
      `${fewer}; ${other}`,
    );
  });

  test("takes along a default", async () => {
    await thereAndBack(server, `${fewer}; ${table}`, `${more}; ${table.replace("DEFAULT 'todo'", "DEFAULT 'gone'")}`);
  });
});
