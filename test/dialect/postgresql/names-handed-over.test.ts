import { test } from "vitest";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";

const table = "CREATE TABLE t (x integer, y integer)";
const function_ = (from: string) =>
  `CREATE FUNCTION f() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM ${from}; END; ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (x IN (SELECT x FROM ${from}))`;

describePostgres("what goes while something else is altered", (server) => {
  test.each([
    [
      "a view that another one read",
      `${table}; CREATE VIEW a AS SELECT x FROM t; CREATE VIEW b AS SELECT x FROM a; CREATE VIEW c AS SELECT x FROM b`,
      `${table}; CREATE VIEW b AS SELECT x FROM t; CREATE VIEW c AS SELECT x FROM b`,
    ],
    [
      "views on a column that goes too",
      `${table}; CREATE VIEW a AS SELECT x FROM t; CREATE VIEW b AS SELECT x FROM a; CREATE MATERIALIZED VIEW c AS SELECT x FROM b; CREATE INDEX i ON c (x)`,
      "CREATE TABLE t (y integer, z integer); CREATE MATERIALIZED VIEW c AS SELECT z AS x FROM t; CREATE INDEX i ON c (x)",
    ],
    [
      "a view that a function and a policy read",
      `${table}; CREATE TABLE u (x integer); CREATE VIEW a AS SELECT x FROM t; CREATE VIEW b AS SELECT x FROM u; CREATE VIEW c AS SELECT x FROM a; ${function_("a")}`,
      `${table}; CREATE TABLE u (x integer); CREATE VIEW b AS SELECT x FROM u; CREATE VIEW c AS SELECT x FROM b; ${function_("b")}`,
    ],
    [
      "a table whose names of keys and an index another one gets",
      "CREATE TABLE a (id integer, n integer, CONSTRAINT k PRIMARY KEY (id), CONSTRAINT u UNIQUE (n), CONSTRAINT e EXCLUDE (n WITH =)); CREATE INDEX i ON a (n)",
      "CREATE TABLE b (id integer, n integer, CONSTRAINT k PRIMARY KEY (id), CONSTRAINT u UNIQUE (n), CONSTRAINT e EXCLUDE (n WITH =)); CREATE INDEX i ON b (n)",
    ],
    [
      "a table of which the name of a sequence reminds",
      "CREATE SEQUENCE brand_item_id_seq; CREATE TABLE t (id integer DEFAULT nextval('brand_item_id_seq')); CREATE TABLE brand (item_id integer, n integer)",
      "CREATE SEQUENCE brand_item_id_seq; CREATE TABLE t (id integer DEFAULT nextval('brand_item_id_seq'))",
    ],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, from, to));
});
