import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describePostgres } from "../../server/postgres.ts";
import { differences, Workbench } from "./workbench.ts";

const text = `CREATE TABLE t (id integer PRIMARY KEY, a text CONSTRAINT c CHECK (a <> ''), CONSTRAINT gone CHECK (a <> 'x')); CREATE INDEX i ON t (id) WHERE a <> 'x'; CREATE INDEX p ON t (a text_pattern_ops); CREATE INDEX left_out ON t (lower(a))`;
const integer = `CREATE TABLE t (id integer PRIMARY KEY, a integer CONSTRAINT c CHECK (a > 0)); CREATE INDEX i ON t (id) WHERE a <> 5; CREATE INDEX p ON t (a)`;
const row = "INSERT INTO t VALUES (1, '2')";
const keyed = (type: string): string =>
  `CREATE TABLE u (k ${type} PRIMARY KEY); CREATE TABLE t (id integer PRIMARY KEY, a ${type} REFERENCES u ON DELETE CASCADE); INSERT INTO u VALUES ('2')`;

describePostgres("a type of another family", (server) => {
  test.each([
    ["of a column that checks and indexes read", text, integer],
    ["of both sides of a foreign key", keyed("text"), keyed("integer")],
    [
      "of a column of an enum",
      "CREATE TYPE mood AS ENUM ('2'); CREATE TABLE t (id integer PRIMARY KEY, a mood CHECK (a <> '2'::mood OR id > 0))",
      "CREATE TYPE mood AS ENUM ('2'); CREATE TABLE t (id integer PRIMARY KEY, a text CHECK (a <> '2' OR id > 0))",
    ],
  ])("%s: there and back, with rows", async (_what, from, to) => {
    await using bench = await Workbench.open(server, `${from}; ${row}`);
    await using wanted = await Workbench.open(server, to);
    const [start, goal] = [await bench.model(), await wanted.model()];
    for (const next of [goal, start]) {
      await bench.carryOut(diff(next, await bench.model()).changes);
      expect(differences(next, await bench.model())).toEqual([]);
      expect(await bench.values("SELECT a::text FROM t")).toEqual(["2"]);
    }
  });
});
