import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres, type SharedServer } from "../../server/postgres.ts";
import { OwnRoles } from "./own-roles.ts";
import { hazardsOf, sqlOf, Workbench } from "./workbench.ts";

/** What holds for what is made from then on, as SQL gives it, for roles a and b. */
const privileges: readonly (readonly [what: string, sql: (a: string, b: string) => string])[] = [
  ["in a schema", (a) => `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO ${a}`],
  [
    "for another role, with grant option",
    (a, b) =>
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${a} IN SCHEMA "Odd one" GRANT ALL ON TABLES TO ${b} WITH GRANT OPTION; ALTER DEFAULT PRIVILEGES FOR ROLE ${a} GRANT USAGE ON SEQUENCES TO PUBLIC`,
  ],
  [
    "taken from everybody",
    (a) =>
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${a} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC`,
  ],
  [
    "taken from who makes it",
    (a, b) =>
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${a} REVOKE INSERT, DELETE ON TABLES FROM ${a}; ALTER DEFAULT PRIVILEGES FOR ROLE ${b} REVOKE ALL ON SEQUENCES FROM ${b}`,
  ],
  ["on schemas", (a, b) => `ALTER DEFAULT PRIVILEGES FOR ROLE ${a} GRANT USAGE ON SCHEMAS TO ${b}`],
  [
    "on functions and types of a schema",
    (a, b) =>
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${a} IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO ${b}; ALTER DEFAULT PRIVILEGES FOR ROLE ${a} IN SCHEMA public GRANT USAGE ON TYPES TO ${b}`,
  ],
];

const settings: readonly string[] = [
  `SET search_path TO "$user", "Odd one", public`,
  `SET search_path TO ''`,
  `SET search_path TO 'a, b', "select"`,
  `SET work_mem TO '64MB'; SET timezone TO 'Europe/Berlin'; SET log_statement TO 'none'`,
  `SET work_mem TO '128MB'; SET app.tenant TO 'it''s 100%'; SET datestyle TO 'ISO, DMY'`,
];

const open = (server: SharedServer, sql: string) => Workbench.open(server, `CREATE SCHEMA "Odd one"; ${sql}`, ["public", "Odd one"]);

describePostgres("default privileges and settings of a database", (server) => {
  test("default privileges are given, and taken away, from each of these to the next", { timeout: 120_000 }, async () => {
    await using roles = await OwnRoles.make(server, "app", ' "Odd" role');
    const [a, b] = roles.names.map((name) => q(name)) as [string, string];
    await using bench = await open(server, "");
    for (const [what, sql] of [...privileges, ["nothing", () => "SELECT"] as const]) {
      await using goal = await open(server, sql(a, b));
      const wanted = await goal.model();
      const done = await bench.carryOut(diff(wanted, await bench.model()).changes);
      expect(new Set(hazardsOf(done)), what).toEqual(new Set(["privilegeChange"]));
      expect(await dump(bench.url), what).toEqual(await dump(goal.url));
      expect(diff(wanted, await bench.model()).changes).toEqual([]);
      expect((await bench.inspect()).unmanaged).toEqual([]);
    }
  });

  test("what is made has what is said of it, where default privileges come in the same plan or before", async () => {
    await using roles = await OwnRoles.make(server, "app");
    const [a] = roles.names.map((name) => q(name)) as [string];
    const objects = `CREATE TABLE t (n int); GRANT UPDATE ON t TO ${a}; CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'`;
    await using goal = await open(
      server,
      `${objects}; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO ${a}; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`,
    );
    const wanted = await goal.model();
    await using together = await open(server, "");
    await together.carryOut(diff(wanted, await together.model()).changes);
    expect(await dump(together.url)).toEqual(await dump(goal.url));
    await using before = await open(server, "");
    const { changes } = diff(wanted, await before.model());
    const isDefault = ({ after }: (typeof changes)[number]) => after?.kind === "defaultPrivileges";
    // Both in one list of changes, so that only the model knows of them.
    await before.carryOut([...changes.filter(isDefault), ...changes.filter((change) => !isDefault(change))]);
    expect(await dump(before.url)).toEqual(await dump(goal.url));
  });

  test("settings go from each of these to the next, for everybody and for one role", { timeout: 120_000 }, async () => {
    await using roles = await OwnRoles.make(server, ' "Odd" role 100%');
    const [role] = roles.names.map((name) => q(name)) as [string];
    await using bench = await open(server, "");
    for (const sql of [...settings, ""]) {
      await using goal = await open(server, "");
      const name = q((await goal.values("SELECT current_database()"))[0] as string);
      for (const each of sql.split("; ").filter((text) => text !== ""))
        await goal.client.query(`ALTER DATABASE ${name} ${each}; ALTER ROLE ${role} IN DATABASE ${name} ${each}`);
      const wanted = await goal.model();
      const done = await bench.carryOut(diff(wanted, await bench.model()).changes);
      const stored =
        "SELECT (SELECT array_agg(c ORDER BY c)::text FROM unnest(setconfig) c) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE datname = current_database() ORDER BY setrole = 0";
      expect(await bench.values(stored), sqlOf(done).join("\n")).toEqual(await goal.values(stored));
      expect(diff(wanted, await bench.model()).changes).toEqual([]);
      expect((await bench.inspect()).unmanaged).toEqual([]);
    }
  });
});
