import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { differences, Workbench } from "./workbench.ts";

const column = { kind: "column", parent: { kind: "table", schema: "public", name: "t" }, name: "a" } as const;
const rows = "INSERT INTO t SELECT n FROM generate_series(1, 3) n";
const named = "CREATE TABLE t (a integer CONSTRAINT there NOT NULL)";
const bare = "CREATE TABLE t (a integer)";
const unchecked = `${bare}; ALTER TABLE t ADD CONSTRAINT later NOT NULL a NOT VALID`;
const alone = "CREATE TABLE t (a integer CONSTRAINT mine NOT NULL NO INHERIT)";
const described = `${named}; COMMENT ON CONSTRAINT there ON t IS 'it''s'`;

describeNewestPostgres("NOT NULL as a constraint of its own", (server) => {
  test.each([
    ["a name comes with it", bare, named],
    ["a name comes later", "CREATE TABLE t (a integer NOT NULL)", named],
    ["another name", "CREATE TABLE t (a integer CONSTRAINT former NOT NULL)", named],
    ["unchecked", bare, unchecked],
    ["checked, of one that was not", unchecked, named],
    ["for this table alone", named, alone],
    ["with a comment", bare, described],
    ["of a column that comes", "CREATE TABLE t (b integer)", "CREATE TABLE t (b integer, a integer DEFAULT 5 CONSTRAINT there NOT NULL); COMMENT ON CONSTRAINT there ON t IS 'x'"],
    ["of a column that gets another type", "CREATE TABLE t (a integer NOT NULL)", "CREATE TABLE t (a text CONSTRAINT there NOT NULL)"],
    ["of a key and of numbering", "CREATE TABLE t (a integer)", "CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY CONSTRAINT there NOT NULL PRIMARY KEY)"],
  ])("%s: there and back, with rows", async (_what, from, to) => {
    await using bench = await Workbench.open(server, `${from}; ${rows}`);
    await using wanted = await Workbench.open(server, to);
    const [start, goal] = [await bench.model(), await wanted.model()];
    for (const next of [goal, start]) {
      await bench.carryOut(diff(next, await bench.model()).changes);
      expect(differences(next, await bench.model())).toEqual([]);
      expect(differences(await bench.model(), next).length).toBeLessThanOrEqual(next === goal ? 0 : 1);
    }
    expect(await bench.values("SELECT count(*)::int FROM t")).toEqual([3]);
  });

  test("is read with what is not as usual", async () => {
    await using bench = await Workbench.open(server, described);
    const { model, unmanaged } = await bench.inspect();
    expect(unmanaged).toEqual([]);
    expect(model.get(column)).toMatchObject({ body: { nullable: false, notNull: { name: "there", comment: "it's" } } });
  });
});
