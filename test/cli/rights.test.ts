import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject, told } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";
import type { TestDatabase } from "../server/postgres.ts";

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly remedy: string;
}

const schemas = "SELECT string_agg(nspname, ' ' ORDER BY nspname) FROM pg_namespace WHERE nspname !~ '^pg_'";

describeFaults("rights that a plan needs", (server) => {
  const app = `app_${randomBytes(4).toString("hex")}`;
  let database: TestDatabase;
  let project: FaultProject;
  const run = (sql: string): Promise<unknown> => ask(database.url, sql);

  beforeEach(async () => {
    database = await server.database();
    await run(
      `CREATE ROLE ${app} LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC; REVOKE TEMP ON DATABASE ${database.name} FROM PUBLIC; GRANT USAGE ON SCHEMA public TO ${app}`,
    );
    const url = new URL(database.url);
    url.username = app;
    project = new FaultProject({ url: url.href });
  });
  afterEach(async () => {
    project[Symbol.dispose]();
    await run(`DROP OWNED BY ${app} CASCADE; DROP ROLE ${app}`);
    await database[Symbol.asyncDispose]();
  });

  const refusals = async (): Promise<readonly Finding[]> => {
    const before = await run(schemas);
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(await run(schemas)).toBe(before);
    return failed.json().error.diagnostics;
  };

  test("for a database to walk on are told with the statement that gives them", async () => {
    project.revision("r1", [], "upgrade:\n  - createTable: { name: one, columns: [ { name: id, type: bigint } ] }");
    const { stderr } = await project.exits(1, ["test"]);
    expect(stderr.match(/error\[/g)).toHaveLength(1);
    expect(stderr).toContain(`ALTER ROLE ${app} CREATEDB`);
  });

  test("are looked up before the first step, all of them, each with what grants it; nothing is changed until then", async () => {
    await run(
      "CREATE TABLE person (id bigint PRIMARY KEY, age int); CREATE TYPE mood AS ENUM ('ok'); REVOKE USAGE ON TYPE mood FROM PUBLIC; CREATE TABLE letter (id bigint)",
    );
    project.revision(
      "r1",
      [],
      "upgrade:\n  - createTable: { name: one, columns: [ { name: id, type: bigint }, { name: mood, type: mood } ] }",
    );
    project.revision(
      "r2",
      ["r1"],
      "upgrade:\n  - addConstraint: { table: one, foreignKey: { name: one_person, columns: [id], references: { table: person, columns: [id] } } }",
    );
    project.revision(
      "r3",
      ["r2"],
      "upgrade:\n  - addColumn: { table: person, column: { name: name, type: text } }\n  - createIndex: { table: person, name: person_age, columns: [age] }",
    );
    project.revision(
      "r4",
      ["r3"],
      'upgrade:\n  - createSchema: { name: more }\n  - updateRows: { table: letter, set: { id: "1" }, where: id > 1 }\n    downgrade: []',
    );
    const findings = await refusals();
    expect(new Set(findings.map(({ code, severity }) => `${severity} ${code}`))).toEqual(new Set(["error right-missing"]));
    expect(findings.map(({ remedy }) => remedy)).toEqual([
      `GRANT CREATE ON DATABASE ${database.name} TO ${app}`,
      `GRANT CREATE ON SCHEMA public TO ${app}`,
      `GRANT USAGE ON TYPE public.mood TO ${app}`,
      `GRANT REFERENCES (id) ON public.person TO ${app}`,
      `ALTER TABLE public.person OWNER TO ${app}`,
      `GRANT UPDATE, SELECT ON public.letter TO ${app}`,
    ]);
    expect(findings[4]?.message).toMatch(/public\.person.*postgres.*r3/);
    for (const verb of [["plan"], ["check"], ["upgrade", "--dry-run"]]) {
      const told = await project.exits(verb[0] === "check" ? 2 : 0, verb);
      expect(told.stderr.match(/warning\[right-missing\]/g), told.stderr).toHaveLength(6);
    }
    for (const { remedy } of findings) await run(remedy);
    await project.upgrade();
    expect(await run("SELECT string_agg(revision, ' ' ORDER BY seq) FROM keelson.history")).toBe("r1 r2 r3 r4");
  });

  test("of a role that owns with others: a membership is enough, and is what is asked for", async () => {
    const owners = `owners_${app}`;
    await run(
      `CREATE ROLE ${owners}; CREATE TABLE person (id bigint); ALTER TABLE person OWNER TO ${owners}; GRANT CREATE ON DATABASE ${database.name} TO ${app}`,
    );
    project.revision("r1", [], "upgrade:\n  - addColumn: { table: person, column: { name: name, type: text } }");
    const [finding, ...rest] = await refusals();
    expect(rest).toEqual([]);
    expect(finding?.remedy).toBe(`GRANT ${owners} TO ${app}, or ALTER TABLE public.person OWNER TO ${app}`);
    await run(`GRANT ${owners} TO ${app}`);
    await project.upgrade();
    await run(`DROP OWNED BY ${owners} CASCADE; DROP ROLE ${owners}`);
  });

  test("to say who may do what, to give away, and to set what sessions begin with are looked up too", async () => {
    const other = `other_${app}`;
    await run(
      `CREATE ROLE ${other}; GRANT CREATE ON DATABASE ${database.name} TO ${app}; GRANT CREATE ON SCHEMA public TO ${app}; CREATE TABLE mine (id bigint); ALTER TABLE mine OWNER TO ${app}; CREATE TABLE lent (id bigint); GRANT SELECT ON lent TO ${app} WITH GRANT OPTION; CREATE TABLE theirs (id bigint)`,
    );
    project.revision(
      "r1",
      [],
      [
        "upgrade:",
        `  - grant: { "on": { kind: table, name: mine }, to: ghost, privileges: [select] }`,
        `  - grant: { "on": { kind: table, name: lent }, to: ${other}, privileges: [select] }`,
        `  - grant: { "on": { kind: table, name: theirs }, to: ${other}, privileges: [select] }`,
        `  - setOwner: { "on": { kind: table, name: mine }, owner: ${other} }`,
        `  - setSetting: { name: work_mem, value: 8MB }`,
        `  - setDefaultPrivileges: { role: ${other}, "on": tables, grants: [ { to: ${app}, privileges: [select] } ] }`,
        `  - createPublication: { name: p, allTables: true }`,
        `  - createForeignDataWrapper: { name: w }`,
      ].join("\n"),
    );
    expect((await refusals()).map(({ remedy }) => remedy)).toEqual([
      "CREATE ROLE ghost, or correct the name: keelson makes no roles",
      `ALTER TABLE public.theirs OWNER TO ${app}`,
      `GRANT ${other} TO ${app}`,
      `GRANT CREATE ON SCHEMA public TO ${other}`,
      `ALTER DATABASE ${database.name} OWNER TO ${app}`,
      "Let a superuser do it, or run as one: only a superuser may publish all tables of a database or a schema (p)",
      "Let a superuser do it, or run as one: only a superuser may make or change the foreign-data wrapper w",
    ]);
    // Who may do everything cannot name who is not there either.
    const failed = await project.exits(1, ["upgrade", "-o", "json"], database.url);
    expect(failed.json().error.diagnostics.map(({ message }: Finding) => message)).toEqual([
      "postgres may not name the role ghost, which does not exist (revision r1)",
    ]);
    await run(`DROP OWNED BY ${other} CASCADE; DROP ROLE ${other}`);
  });

  test("count roles that come to a foreign server, of one that is made and of one that is there", async () => {
    await run("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER there FOREIGN DATA WRAPPER w");
    const refused = async (): Promise<readonly string[]> =>
      (await project.exits(1, ["apply", "-o", "json"], database.url))
        .json()
        .error.diagnostics.map(({ code, remedy }: Finding) => `${code}: ${remedy}`);
    for (const name of ["made", "there"]) {
      project.write(
        "db/schema.yaml",
        `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: s }\nspec: { foreignServers: [ { name: ${name}, wrapper: w, userMappings: [ { role: public }, { role: ghost } ] } ] }\n`,
      );
      expect(await refused()).toEqual(["right-missing: CREATE ROLE ghost, or correct the name: keelson makes no roles"]);
    }
  });

  test("to write the journal count too, and whoever has nothing to do needs none", async () => {
    project.revision("r1", [], "upgrade:\n  - createTable: { name: one, columns: [ { name: id, type: bigint } ] }");
    await project.upgrade(database.url);
    await run(
      `GRANT USAGE ON SCHEMA keelson TO ${app}; GRANT SELECT ON ALL TABLES IN SCHEMA keelson TO ${app}; GRANT SELECT ON one TO ${app}`,
    );
    await project.upgrade();
    project.revision("r2", ["r1"], "upgrade:\n  - sql: { text: SELECT 1 }\n    downgrade: []");
    const findings = await refusals();
    expect(findings.map(({ remedy }) => remedy)).toEqual([
      `GRANT USAGE ON SCHEMA keelson TO ${app}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA keelson TO ${app}`,
    ]);
    await run(findings[0]?.remedy ?? "");
    const finished = await project.start(["upgrade"]).finished;
    expect(finished.code, told(finished)).toBe(0);
  });

  test("are those of connection.role where steps run as it", async () => {
    const owners = `owners_${app}`;
    await run(
      `CREATE ROLE ${owners}; GRANT ${owners} TO ${app}; CREATE TABLE person (id bigint); ALTER TABLE person OWNER TO ${app}; GRANT CREATE ON DATABASE ${database.name} TO ${app}`,
    );
    project.write(
      "keelson.yaml",
      `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec:\n  dialect: postgresql\n  connection: { url: { env: DATABASE }, role: ${owners} }\n  source: { directory: ./db }\n`,
    );
    project.revision("r1", [], "upgrade:\n  - addColumn: { table: person, column: { name: name, type: text } }");
    const findings = await refusals();
    expect(findings.map(({ remedy }) => remedy)).toEqual([
      `GRANT USAGE ON SCHEMA public TO ${owners}`,
      `GRANT ${app} TO ${owners}, or ALTER TABLE public.person OWNER TO ${owners}`,
    ]);
    await run(`DROP OWNED BY ${owners} CASCADE; DROP ROLE ${owners}`);
  });
});
