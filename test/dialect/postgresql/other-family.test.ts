import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";
import { differences, Workbench } from "./workbench.ts";

const text = `CREATE TABLE t (id integer PRIMARY KEY, a text CONSTRAINT c CHECK (a <> ''), CONSTRAINT gone CHECK (a <> 'x')); CREATE INDEX i ON t (id) WHERE a <> 'x'; CREATE INDEX p ON t (a text_pattern_ops); CREATE INDEX left_out ON t (lower(a))`;
const integer = `CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT c CHECK (a > 0)); CREATE INDEX i ON t (id) WHERE a <> 5; CREATE INDEX p ON t (a)`;
const row = "INSERT INTO t VALUES (1, '2')";
const keyed = (type: string): string =>
  `CREATE TABLE u (k ${type} PRIMARY KEY); CREATE TABLE t (id integer PRIMARY KEY, a ${type} REFERENCES u ON DELETE CASCADE); INSERT INTO u VALUES ('2')`;

/** All that keeps what it reads as the server understood it. */
const read = (type: string): string => `CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TABLE t (id integer PRIMARY KEY, a ${type} CHECK (a <> '5'), g boolean GENERATED ALWAYS AS (a = '5') STORED, EXCLUDE USING btree (id WITH =) WHERE (a <> '5'));
  CREATE INDEX i ON t ((a = '5')) WHERE a <> '5'; CREATE POLICY p ON t USING (a <> '5'); CREATE STATISTICS s ON a, (a = '5') FROM t;
  CREATE TRIGGER w AFTER UPDATE ON t FOR EACH ROW WHEN (NEW.a <> '5') EXECUTE FUNCTION g();
  CREATE TABLE h (b integer CHECK (b > 0)) INHERITS (t); ALTER TABLE h ADD CHECK (a <> '6'); CREATE INDEX j ON h (b) WHERE a <> '5';
  CREATE POLICY p ON h USING (EXISTS (SELECT FROM t WHERE t.a = '5')); CREATE RULE r AS ON INSERT TO h DO ALSO DELETE FROM t WHERE t.a = '5';
  CREATE VIEW v AS SELECT id FROM t WHERE a <> '5'; CREATE VIEW u AS SELECT b FROM h WHERE a <> '5';
  CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE a <> '5'; END; CREATE VIEW n AS SELECT f() AS f`;

describePostgres("a type of another family", (server) => {
  test.each([
    ["of a column that checks and indexes read", text, integer],
    ["of a column that all that can does read", read("text"), read("integer")],
    ["of both sides of a foreign key", keyed("text"), keyed("integer")],
    [
      "of a column of an enum",
      "CREATE TYPE mood AS ENUM ('2'); CREATE TABLE t (id integer PRIMARY KEY, a mood CHECK (a <> '2'::mood OR id > 0))",
      "CREATE TYPE mood AS ENUM ('2'); CREATE TABLE t (id integer PRIMARY KEY, a text CHECK (a <> '2' OR id > 0))",
    ],
    [
      "of a column from one enum to another",
      "CREATE TYPE mood AS ENUM ('1', '2'); CREATE TABLE t (id integer PRIMARY KEY, a mood DEFAULT '1', b mood[] DEFAULT '{2}')",
      "CREATE TYPE state AS ENUM ('2', '3'); CREATE TABLE t (id integer PRIMARY KEY, a state DEFAULT '3', b state[] DEFAULT '{2}')",
    ],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, `${from}; ${row}`, to));

  test("is refused by name while a column holds whole rows", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE t (a text); CREATE TABLE u (kept t)");
    await using wanted = await Workbench.open(server, "CREATE TABLE t (a integer); CREATE TABLE u (kept t)");
    const { changes } = diff(await wanted.model(), await bench.model());
    await expect(bench.lower(changes)).rejects.toThrow(
      "no column of public.t can get another type while column public.u.kept holds rows of it",
    );
  });

  test("leaves what is made behind it where it is, though it goes again", async () => {
    await using bench = await Workbench.open(server, `CREATE TABLE t (id integer, a text); ${row}`);
    await using wanted = await Workbench.open(server, "CREATE TABLE t (id integer, a integer CONSTRAINT c CHECK (a > 0))");
    const toGoal = diff(await wanted.model(), await bench.model()).changes;
    const made = toGoal.find(({ after }) => after?.kind === "check");
    if (made === undefined) throw new Error("no check comes");
    await bench.carryOut([...toGoal, { kind: "object", before: made.after, after: null }]);
    expect(differences(await wanted.model(), await bench.model())).toEqual(["missing check public.t.c"]);
    expect(await bench.values("SELECT a FROM t")).toEqual([2]);
  });
});
