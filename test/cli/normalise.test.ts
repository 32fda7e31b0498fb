import { randomBytes } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";
import type { TestDatabase } from "../server/postgres.ts";

const columns = "columns: [ { name: id, type: bigint }, { name: state, type: state, default: \"'new'\" } ]";
const declared = (check: string): string => `apiVersion: keelson.dev/v1alpha1
kind: Schema
metadata: { name: app }
spec:
  enums: [ { name: state, values: [new, paid] } ]
  tables: [ { name: person, ${columns}, checks: [ { name: grown, expression: "${check}" } ] } ]
  views: [ { name: paid, query: "select id from person where person.state='paid'" } ]
`;

describeFaults("where spellings are compared", (server) => {
  let database: TestDatabase;
  let project: FaultProject;
  const app = `app_${randomBytes(4).toString("hex")}`;
  const run = (sql: string): Promise<unknown> => ask(database.url, sql);
  const check = async (code: number) => project.exits(code, ["check", "--verbose"], own());
  const own = (): string => {
    const url = new URL(database.url);
    url.username = app;
    return url.href;
  };

  beforeEach(async () => {
    database = await server.database();
    await run(`CREATE ROLE ${app} LOGIN; GRANT CREATE ON DATABASE ${database.name} TO ${app}; GRANT CREATE ON SCHEMA public TO ${app}`);
    project = new FaultProject({ url: database.url });
    project.revision(
      "r1",
      [],
      `upgrade:\n  - createEnum: { name: state, values: [new, paid] }\n  - createTable: { name: person, ${columns}, checks: [ { name: grown, expression: "id in (1,2) or state='paid'" } ] }\n  - createView: { name: paid, query: "SELECT id FROM person WHERE state = 'paid'" }`,
    );
    await project.upgrade(own());
    project.write("db/schema.yaml", declared("ID IN (1, 2) or (state = 'paid')"));
    await run("TRUNCATE keelson.canonical");
  });
  afterEach(async () => {
    project[Symbol.dispose]();
    await run(`DROP OWNED BY ${app} CASCADE; DROP ROLE ${app}`);
    await database[Symbol.asyncDispose]();
  });

  const noTemporary = () => run(`REVOKE TEMPORARY ON DATABASE ${database.name} FROM PUBLIC`);

  test("on the target, which needs no right to create anything lasting", async () => {
    await check(0);
    expect(await run("SELECT count(*)::int FROM keelson.canonical")).toBe(0);
  });

  test("on a throwaway database where the role may have one and nothing temporary, and it is gone then", async () => {
    await noTemporary();
    await run(`ALTER ROLE ${app} CREATEDB`);
    await check(0);
    project.write("db/schema.yaml", declared("id in (1, 2, 3) or state = 'paid'"));
    await check(2);
    expect(await run(`SELECT count(*)::int FROM pg_database WHERE datname ~ '^keelson_scratch' AND datdba = '${app}'::regrole`)).toBe(0);
  });

  test("on a throwaway database where the role may make temporary tables, and not like those of a schema that it may not use", async () => {
    await run(`REVOKE USAGE ON SCHEMA public FROM PUBLIC; ALTER ROLE ${app} CREATEDB`);
    const { stderr } = await check(0);
    expect(stderr).toContain("may not use what is in the schema public");
    project.write("db/schema.yaml", declared("id in (1, 2, 3) or state = 'paid'"));
    await check(2);
  });

  test("never on a target where event triggers fire", async () => {
    await run(
      "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no DDL'; END $$; CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()",
    );
    await run(`ALTER ROLE ${app} CREATEDB`);
    await check(0);
    await run("DROP EVENT TRIGGER refuse");
  });

  test("nowhere: what is not known to be the same is pending, and the reason can be read", async () => {
    await noTemporary();
    const { stderr } = await check(2);
    expect(stderr).toContain("this role may not create temporary tables");
  });

  test("by what a run remembered, where nobody can be asked any more", async () => {
    await project.exits(0, ["reconcile"], own());
    expect(await run("SELECT count(*)::int FROM keelson.canonical")).toBeGreaterThan(0);
    await noTemporary();
    await check(0);
    project.write("db/schema.yaml", declared("id = ANY (ARRAY[1, 2]) or state = 'paid'"));
    await check(2);
  });

  test("under policy.normalise: scratch on a throwaway database first", async () => {
    await run(`ALTER ROLE ${app} CREATEDB`);
    expect((await check(0)).stderr).not.toContain("scratch-asked");
    using scratch = new FaultProject({ url: database.url, policy: "{ normalise: scratch }" });
    cpSync(join(project.folder, "db"), join(scratch.folder, "db"), { recursive: true });
    expect((await scratch.exits(0, ["check", "--verbose"], own())).stderr).toContain("scratch-asked");
  });
});
