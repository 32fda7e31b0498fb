import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { desired, difference, lines } from "./documents.ts";
import { differences, Workbench } from "./workbench.ts";

const column = { kind: "column", parent: { kind: "table", schema: "public", name: "t" }, name: "a" } as const;
const rows = "INSERT INTO t SELECT n FROM generate_series(1, 3) n";
const named = "CREATE TABLE t (a integer CONSTRAINT there NOT NULL)";
const bare = "CREATE TABLE t (a integer)";
const unchecked = `${bare}; ALTER TABLE t ADD CONSTRAINT later NOT NULL a NOT VALID`;
const alone = "CREATE TABLE t (a integer CONSTRAINT mine NOT NULL NO INHERIT)";
const described = `${named}; COMMENT ON CONSTRAINT there ON t IS 'it''s'`;

describeNewestPostgres(
  "NOT NULL as a constraint of its own",
  (server) => {
    test.each([
      ["a name comes with it", bare, named],
      ["a name comes later", "CREATE TABLE t (a integer NOT NULL)", named],
      ["another name", "CREATE TABLE t (a integer CONSTRAINT former NOT NULL)", named],
      ["unchecked", bare, unchecked],
      ["checked, of one that was not", unchecked, named],
      ["for this table alone", named, alone],
      ["with a comment", bare, described],
      [
        "of a column that comes",
        "CREATE TABLE t (b integer)",
        "CREATE TABLE t (b integer, a integer DEFAULT 5 CONSTRAINT there NOT NULL); COMMENT ON CONSTRAINT there ON t IS 'x'",
      ],
      ["of a column that gets another type", "CREATE TABLE t (a integer NOT NULL)", "CREATE TABLE t (a text CONSTRAINT there NOT NULL)"],
      [
        "of a key and of numbering",
        "CREATE TABLE t (a integer)",
        "CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY CONSTRAINT there NOT NULL PRIMARY KEY)",
      ],
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

    test.each([
      ["a comment", { comment: "x" }, ["custom_nn", "x"]],
      ["no inheriting", { noInherit: true }, ["custom_nn", "it's"]],
      ["no comment", { comment: "" }, ["custom_nn", null]],
      ["another name", { name: "other" }, ["other", "it's"]],
      ["the name that is made up", { name: "t_a_not_null" }, ["t_a_not_null", "it's"]],
    ] as const)("%s alone is said, and the rest stays", async (_what, notNull, [name, comment]) => {
      await using bench = await Workbench.open(
        server,
        "CREATE TABLE t (a integer CONSTRAINT custom_nn NOT NULL); COMMENT ON CONSTRAINT custom_nn ON t IS 'it''s'",
      );
      const wanted = await desired({ tables: [{ name: "t", columns: [{ name: "a", type: "integer", nullable: false, notNull }] }] });
      await bench.carryOut(await difference(wanted, await bench.model()));
      expect(
        await bench.values(
          "SELECT array[conname::text, obj_description(oid, 'pg_constraint')] FROM pg_constraint WHERE conrelid = 't'::regclass",
        ),
      ).toEqual([[name, comment]]);
      expect(lines(await difference(wanted, await bench.model()))).toEqual([]);
    });

    test("a column gets the name that another has before", async () => {
      const from = "CREATE TABLE t (a text NOT NULL, g integer CONSTRAINT gone NOT NULL)";
      const to =
        "CREATE TABLE t (b text CONSTRAINT t_a_not_null NOT NULL, a integer CONSTRAINT t_a_not_null1 NOT NULL, c integer CONSTRAINT gone NOT NULL)";
      await using bench = await Workbench.open(server, from);
      await using wanted = await Workbench.open(server, to);
      const goal = await wanted.model();
      await bench.carryOut(diff(goal, await bench.model()).changes);
      expect(differences(goal, await bench.model())).toEqual([]);
      expect(await bench.values("SELECT conname::text FROM pg_constraint WHERE conrelid = 't'::regclass ORDER BY 1")).toEqual([
        "gone",
        "t_a_not_null",
        "t_a_not_null1",
      ]);
    });

    test.each([
      [
        "two",
        "a integer CONSTRAINT x NOT NULL, b integer CONSTRAINT y NOT NULL",
        "a integer CONSTRAINT y NOT NULL, b integer CONSTRAINT x NOT NULL",
      ],
      [
        "three, and one beside them",
        "a integer CONSTRAINT x NOT NULL, b integer CONSTRAINT y NOT NULL, c integer CONSTRAINT z NOT NULL, d integer CONSTRAINT w NOT NULL",
        "a integer CONSTRAINT y NOT NULL, b integer CONSTRAINT z NOT NULL, c integer CONSTRAINT x NOT NULL, d integer CONSTRAINT v NOT NULL",
      ],
      [
        "two by the names of each other",
        "a integer NOT NULL, b integer NOT NULL",
        "a integer CONSTRAINT t_b_not_null NOT NULL, b integer CONSTRAINT t_a_not_null NOT NULL",
      ],
    ])("names change hands in a ring: %s", async (_what, from, to) => {
      await using bench = await Workbench.open(server, `CREATE TABLE t (${from})`);
      await using wanted = await Workbench.open(server, `CREATE TABLE t (${to})`);
      const names =
        "SELECT attname || ' ' || conname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] WHERE conrelid = 't'::regclass ORDER BY 1";
      const [start, goal] = [await bench.model(), await wanted.model()];
      await bench.carryOut(diff(goal, start).changes);
      expect(await bench.values(names)).toEqual(await wanted.values(names));
      await bench.carryOut(diff(start, await bench.model()).changes);
      expect(differences(start, await bench.model())).toEqual([]);
    });

    test("is read with what is not as usual", async () => {
      await using bench = await Workbench.open(server, described);
      const { model, unmanaged } = await bench.inspect();
      expect(unmanaged).toEqual([]);
      expect(model.get(column)).toMatchObject({ body: { nullable: false, notNull: { name: "there", comment: "it's" } } });
    });
  },
  18,
);
