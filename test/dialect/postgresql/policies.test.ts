import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres, type SharedServer } from "../../server/postgres.ts";
import { OwnRoles } from "./own-roles.ts";
import { hazardsOf, Workbench } from "./workbench.ts";

const schema = `CREATE SCHEMA "Odd one"; CREATE TABLE teams (id int PRIMARY KEY, boss name);
  CREATE TABLE "Odd one"."dotted.docs" (id int PRIMARY KEY, "Owner" name, team int REFERENCES public.teams); INSERT INTO teams VALUES (1, 'x')`;
const docs = `"Odd one"."dotted.docs"`;

/** Row security as SQL gives it, to the roles a and b. */
const cases: readonly (readonly [what: string, sql: (a: string, b: string) => string])[] = [
  ["enabled", () => `ALTER TABLE teams ENABLE ROW LEVEL SECURITY`],
  ["forced", () => `ALTER TABLE teams ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`],
  ["forced as soon as it is enabled", () => `ALTER TABLE teams FORCE ROW LEVEL SECURITY`],
  ["enabled again", () => `ALTER TABLE teams ENABLE ROW LEVEL SECURITY`],
  ["one for everybody", () => `CREATE POLICY p ON ${docs} USING ("Owner" = current_user); ALTER TABLE ${docs} ENABLE ROW LEVEL SECURITY`],
  ["the same for some", (a, b) => `CREATE POLICY p ON ${docs} TO ${a}, ${b} USING ("Owner" = current_user)`],
  ["with a check", (a) => `CREATE POLICY p ON ${docs} TO ${a} USING ("Owner" = current_user) WITH CHECK (team > 0)`],
  ["without one again", (a) => `CREATE POLICY p ON ${docs} TO ${a} USING (team = 1)`],
  ["for one command", () => `CREATE POLICY p ON ${docs} FOR INSERT WITH CHECK (team = 1); COMMENT ON POLICY p ON ${docs} IS 'it''s'`],
  [
    "restricting",
    () =>
      `CREATE POLICY p ON ${docs} AS RESTRICTIVE FOR SELECT USING (true); CREATE POLICY "P 2" ON teams FOR DELETE TO PUBLIC USING (id > 1)`,
  ],
  [
    "over another table",
    () => `CREATE POLICY p ON ${docs} USING (EXISTS (SELECT FROM public.teams t WHERE t.id = team AND t.boss = current_user))`,
  ],
  [
    "over a table that is new too",
    () => `CREATE TABLE "New" (who name); CREATE POLICY p ON ${docs} USING ("Owner" IN (SELECT who FROM "New"))`,
  ],
];

const open = (server: SharedServer, sql: string) => Workbench.open(server, `${schema}; ${sql}`, ["public", "Odd one"]);

describePostgres("row security", (server) => {
  test("leads from each of these to the next", { timeout: 120_000 }, async () => {
    await using roles = await OwnRoles.make(server, "app", ' "Odd" role');
    const [a, b] = roles.names.map((name) => q(name)) as [string, string];
    await using bench = await open(server, "");
    for (const [what, sql] of [...cases, ["nothing", () => "SELECT"] as const]) {
      await using goal = await open(server, sql(a, b));
      const wanted = await goal.model();
      const done = await bench.carryOut(diff(wanted, await bench.model()).changes);
      expect(hazardsOf(done), what).toContain("privilegeChange");
      expect(await dump(bench.url), what).toEqual(await dump(goal.url));
      expect(diff(wanted, await bench.model()).changes).toEqual([]);
      expect((await bench.inspect()).unmanaged).toEqual([]);
    }
  });

  test("comes with a new table", async () => {
    const sql = `CREATE TABLE "New" (who name); ALTER TABLE "New" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON "New" USING (who = current_user)`;
    for (const said of [sql, sql.replace("ENABLE ROW LEVEL SECURITY, ", "")]) {
      await using given = await open(server, said);
      await using bench = await open(server, "");
      const done = await bench.carryOut(diff(await given.model(), await bench.model()).changes);
      expect(hazardsOf(done)).toEqual([]);
      expect(await dump(bench.url)).toEqual(await dump(given.url));
    }
  });

  test("stays where what a policy uses changes", async () => {
    const sql = (type: string, result: string) => `CREATE FUNCTION allowed(a int) RETURNS ${result} LANGUAGE sql AS 'SELECT 1::${result}';
      CREATE TABLE notes (id ${type}, who name); CREATE POLICY p ON notes USING (id > 0 AND allowed(1) = 1) WITH CHECK (who <> ''); COMMENT ON POLICY p ON notes IS 'kept'`;
    await using bench = await open(server, sql("integer", "integer"));
    await using goal = await open(server, sql("bigint", "bigint"));
    await bench.carryOut(diff(await goal.model(), await bench.model()).changes);
    expect(await dump(bench.url)).toEqual(await dump(goal.url));
  });
});
