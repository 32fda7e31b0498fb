import { escapeIdentifier as q } from "pg";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { dump } from "../../server/pg-dump.ts";
import { describePostgres, type SharedServer } from "../../server/postgres.ts";
import { OwnRoles } from "./own-roles.ts";
import { hazardsOf, Workbench } from "./workbench.ts";

const schema = `CREATE SCHEMA "Odd one"; CREATE TYPE state AS ENUM ('a'); CREATE SEQUENCE s;
  CREATE TABLE users (id serial PRIMARY KEY, "E Mail" text, state state); CREATE TABLE "Odd one"."dotted.name" (n int);
  CREATE VIEW v AS SELECT id, "E Mail" FROM users; CREATE MATERIALIZED VIEW m AS SELECT 1 AS one; COMMENT ON TABLE users IS 'people'`;

/** Access as SQL gives it, to the roles a and b. */
const cases: readonly (readonly [what: string, sql: (a: string, b: string) => string])[] = [
  ["select on a table", (a) => `GRANT SELECT ON users TO ${a}`],
  ["everything on a table", (a) => `GRANT ALL ON users TO ${a}`],
  ["all but one", (a) => `GRANT ALL ON users TO ${a}; REVOKE DELETE ON users FROM ${a}`],
  ["with grant option", (a, b) => `GRANT SELECT, INSERT ON users TO ${a} WITH GRANT OPTION; GRANT SELECT ON users TO ${b}, PUBLIC`],
  ["partly with grant option", (a) => `GRANT SELECT ON users TO ${a} WITH GRANT OPTION; GRANT UPDATE ON users TO ${a}`],
  ["on columns", (a, b) => `GRANT SELECT ("E Mail", id), UPDATE ("E Mail") ON users TO ${a}; GRANT INSERT ON users TO ${b}`],
  ["on columns of a view", (a) => `GRANT SELECT ("E Mail") ON v TO ${a}; GRANT SELECT ON m TO ${a}`],
  [
    "another owner",
    (a) =>
      `ALTER TABLE users OWNER TO ${a}; ALTER VIEW v OWNER TO ${a}; ALTER MATERIALIZED VIEW m OWNER TO ${a}; ALTER TYPE state OWNER TO ${a}; ALTER SEQUENCE s OWNER TO ${a}`,
  ],
  [
    "another owner beside grants",
    (a, b) => `GRANT SELECT ON users TO ${a}; ALTER TABLE users OWNER TO ${b}; GRANT UPDATE ON users TO PUBLIC`,
  ],
  ["an owner who may do less", (a) => `ALTER TABLE users OWNER TO ${a}; REVOKE INSERT, TRUNCATE ON users FROM ${a}`],
  ["an owner who may do nothing", (a) => `ALTER SEQUENCE s OWNER TO ${a}; REVOKE ALL ON SEQUENCE s FROM ${a}`],
  ["a type that not everybody may use", (a) => `REVOKE ALL ON TYPE state FROM PUBLIC; GRANT USAGE ON TYPE state TO ${a}`],
  ["sequences", (a, b) => `GRANT USAGE ON SEQUENCE s TO ${a}; GRANT ALL ON SEQUENCE s TO ${b}`],
  [
    "namespaces",
    (a, b) =>
      `GRANT USAGE ON SCHEMA "Odd one" TO ${a}; GRANT ALL ON SCHEMA public TO ${b}; GRANT DELETE ON "Odd one"."dotted.name" TO ${b}`,
  ],
  ["a namespace that is closed", () => `REVOKE ALL ON SCHEMA public FROM PUBLIC`],
  ["the owner of a namespace", (a) => `ALTER SCHEMA "Odd one" OWNER TO ${a}; ALTER SCHEMA public OWNER TO ${a}`],
];

const open = (server: SharedServer, sql: string) => Workbench.open(server, `${schema}; ${sql}`, ["public", "Odd one"]);

/** Before 18 a dump has grants in the order in which they were made. */
const dumped = async (url: string) => (await dump(url)).map((entry) => entry.split("\n").sort().join("\n"));

describePostgres("owners and grants", (server) => {
  test("are given, and taken away, from each of these to the next", { timeout: 120_000 }, async () => {
    await using roles = await OwnRoles.make(server, "app", ' "Odd" role');
    const [a, b] = roles.names.map((name) => q(name)) as [string, string];
    await using bench = await open(server, "");
    for (const [what, sql] of [...cases, ["nothing", () => "SELECT"] as const]) {
      await using goal = await open(server, sql(a, b));
      const wanted = await goal.model();
      const done = await bench.carryOut(diff(wanted, await bench.model()).changes);
      expect(new Set(hazardsOf(done)), what).toEqual(new Set(["privilegeChange"]));
      expect(await dumped(bench.url), what).toEqual(await dumped(goal.url));
      expect(diff(wanted, await bench.model()).changes).toEqual([]);
      expect((await bench.inspect()).unmanaged).toEqual([]);
    }
  });

  test("what is made has its access at once, and no risk to anybody", async () => {
    await using roles = await OwnRoles.make(server, "app", ' "Odd" role');
    const [a, b] = roles.names.map((name) => q(name)) as [string, string];
    const sql = cases
      .filter(([what]) => !/closed/.test(what))
      .map(([, each]) => each(a, b))
      .join("; ");
    await using given = await open(server, sql);
    await using bench = await Workbench.open(server, "", ["public", "Odd one"]);
    const done = await bench.carryOut(diff(await given.model(), await bench.model()).changes);
    expect(await dumped(bench.url)).toEqual(await dumped(given.url));
    expect(new Set(hazardsOf(done))).toEqual(new Set(["privilegeChange"]));
    await bench.carryOut(diff(await bench.model(), await bench.model()).changes);
  });

  test("what is made where default privileges apply has what is said, and no more", async () => {
    await using roles = await OwnRoles.make(server, "app", ' "Odd" role');
    const [a, b] = roles.names.map((name) => q(name)) as [string, string];
    const given = `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${a}; ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO ${b}; ALTER DEFAULT PRIVILEGES REVOKE ALL ON TYPES FROM PUBLIC`;
    const made = `CREATE TABLE "100%" (n int); CREATE TABLE shared (n int); CREATE SEQUENCE s; CREATE TYPE state AS ENUM ('a')`;
    await using goal = await Workbench.open(
      server,
      `${given}; ${made}; REVOKE ALL ON "100%" FROM ${a}; GRANT UPDATE ON "100%" TO ${b}; REVOKE ALL ON SEQUENCE s FROM ${b}; GRANT USAGE ON TYPE state TO PUBLIC`,
    );
    await using bench = await Workbench.open(server, given);
    await bench.carryOut(diff(await goal.model(), await bench.model()).changes);
    expect(await dumped(bench.url)).toEqual(await dumped(goal.url));
    for (const { client } of [bench, goal])
      await client.query(
        `DROP OWNED BY ${a}, ${b}; ${given.replaceAll("GRANT", "REVOKE").replaceAll(" TO ", " FROM ").replace("REVOKE ALL ON TYPES FROM", "GRANT USAGE ON TYPES TO")}`,
      );
  });

  test("what was taken and given back is what a new one has, and is not said", async () => {
    const made =
      "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TYPE state AS ENUM ('a'); CREATE TRUSTED LANGUAGE own HANDLER plpgsql_call_handler";
    const back = ["FUNCTION f()", "TYPE state", "LANGUAGE own"]
      .map((of) => `REVOKE ALL ON ${of} FROM PUBLIC; GRANT ALL ON ${of} TO PUBLIC`)
      .join("; ");
    await using fresh = await Workbench.open(server, made);
    await using bench = await Workbench.open(server, `${made}; ${back}`);
    const said = async (of: Workbench) => [...(await of.model()).objects()].map(({ ref, grants, implied }) => ({ ref, grants, implied }));
    expect(await said(bench)).toEqual(await said(fresh));
  });

  test("a grant by who may grant it on is named, and stays", async () => {
    await using roles = await OwnRoles.make(server, "a", "b");
    const [a, b] = roles.names.map((name) => q(name)) as [string, string];
    await using bench = await open(
      server,
      `GRANT SELECT ON users TO ${a} WITH GRANT OPTION; SET ROLE ${a}; GRANT SELECT ON users TO ${b}; RESET ROLE`,
    );
    const { unmanaged } = await bench.inspect();
    expect(unmanaged).toMatchObject([{ kind: "table", name: "public.users (grants)" }]);
    expect(unmanaged[0]?.reason).toContain("granted by another than the owner");
  });
});
