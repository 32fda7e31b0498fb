import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";
import { differences, Workbench } from "./workbench.ts";

const rows = "INSERT INTO t (n) SELECT 1 FROM generate_series(1, 5); DELETE FROM t WHERE n = 1";
const serial = `CREATE TABLE t (id serial, n integer); ${rows}`;
const identity = `CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY, n integer); ${rows}`;
const plain = `CREATE SEQUENCE t_id_seq; CREATE TABLE t (id bigint NOT NULL DEFAULT nextval('t_id_seq'), n integer); ALTER SEQUENCE t_id_seq OWNED BY t.id; ${rows}`;
const replaced = "CREATE TABLE t (id serial PRIMARY KEY, n integer)";
const taken =
  "CREATE SEQUENCE t_id_seq AS integer; CREATE TABLE u (pk integer PRIMARY KEY DEFAULT nextval('t_id_seq')); ALTER SEQUENCE t_id_seq OWNED BY u.pk";
const long = "a".repeat(40);

describePostgres("a sequence of the name that a column's own would have", (server) => {
  test.each([
    ["that was of a serial column, whose type alone was widened", serial, `${serial}; ALTER TABLE t ALTER COLUMN id TYPE bigint`],
    ["that was of a serial column, and nobody's now", serial, `${serial}; ALTER SEQUENCE t_id_seq OWNED BY NONE`],
    ["that was of a serial column, and commented now", serial, `${serial}; COMMENT ON SEQUENCE t_id_seq IS 'numbers'`],
    ["that was of a serial column, which no longer takes from it", serial, `${serial}; ALTER TABLE t ALTER COLUMN id DROP DEFAULT`],
    ["that was of an identity", identity, plain],
    [
      "that another column takes from",
      serial,
      `${serial}; ALTER TABLE t ALTER COLUMN id DROP DEFAULT, ALTER COLUMN n SET DEFAULT nextval('t_id_seq')`,
    ],
    [
      "of a name that is cut",
      `CREATE TABLE ${long} (${long} serial)`,
      `CREATE TABLE ${long} (${long} serial); ALTER TABLE ${long} ALTER COLUMN ${long} TYPE bigint`,
    ],
    ["that the key of another table takes from, as its own", replaced, taken],
    ["that another table takes from, and nobody owns now", replaced, `${taken}; ALTER SEQUENCE t_id_seq OWNED BY NONE`],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, from, to));

  test.each([
    ["a serial column of another type", `${serial}; ALTER TABLE t ALTER COLUMN id TYPE bigint`],
    ["a serial column that takes nothing from it", `${serial}; ALTER TABLE t ALTER COLUMN id DROP DEFAULT`],
    ["an identity", identity],
    ["a default", plain],
  ])("goes on where it stood, between serial and %s", async (_what, other) => {
    for (const [from, to] of [
      [serial, other],
      [other, serial],
    ] as const) {
      await using bench = await Workbench.open(server, from);
      await using wanted = await Workbench.open(server, to);
      await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
      expect(await bench.values("SELECT nextval('t_id_seq')::int")).toEqual([6]);
    }
  });

  test.each([
    ["a serial column", serial],
    ["an identity", identity],
  ])("is gone on from by one of another name that takes the place of that of %s", async (_what, from) => {
    for (const [options, next] of [
      ["", 6],
      ["START 40", 40],
      ["MINVALUE 9", 9],
    ] as const) {
      await using bench = await Workbench.open(server, from);
      await using wanted = await Workbench.open(
        server,
        `CREATE SEQUENCE other ${options}; CREATE TABLE t (id integer NOT NULL DEFAULT nextval('other'), n integer); ALTER SEQUENCE other OWNED BY t.id`,
      );
      await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
      expect(await bench.values("SELECT nextval('other')::int")).toEqual([next]);
    }
  });

  test("that nobody of ours made, and belongs to the column, is taken all the same", async () => {
    await using bench = await Workbench.open(server, plain);
    await using wanted = await Workbench.open(server, serial);
    await bench.carryOut(diff(await wanted.model(), await bench.model(), { owned: () => false }).changes);
    expect(differences(await wanted.model(), await bench.model())).toEqual([]);
  });
});
