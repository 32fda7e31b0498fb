import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";
import { sqliteFile } from "../server/sqlite.ts";

interface Doctor {
  readonly server: { readonly dialect: string; readonly pooled: boolean };
  readonly role: { readonly name: string; readonly may: Readonly<Record<string, boolean>> } | null;
  readonly journal: { readonly state: string; readonly last: { readonly seq: number; readonly hash: string } | null };
  readonly findings: readonly { readonly code: string; readonly severity: string; readonly message: string; readonly remedy: string }[];
}

/** Other tests of this server may be trying something out just now. */
const own = ({ findings }: Doctor) => findings.filter(({ code }) => code !== "scratch-left");

const person = "createTable: { name: person, columns: [ { name: id, type: bigint }, { name: age, type: integer } ] }";

describeFaults("doctor", (server) => {
  test("finds nothing wrong where nothing is, and says what the role may and where the history ends", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], `upgrade:\n  - ${person}`);
    expect((await project.exits(0, ["doctor", "-o", "json"])).json<Doctor>().journal).toEqual({ state: "absent", last: null });
    await project.upgrade();
    const doctor = (await project.exits(0, ["doctor", "-o", "json"])).json<Doctor>();
    const { role, journal } = doctor;
    expect(own(doctor)).toEqual([]);
    expect(role).toEqual({
      name: "postgres",
      may: { createSchemas: true, createObjects: true, temporaryTables: true, endSessions: true, createDatabases: true },
    });
    expect(journal).toEqual({ state: "present", last: { seq: 1, hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) } });
    expect((await project.exits(0, ["doctor"])).stdout).toContain(`history ends at row 1, ${journal.last?.hash}`);
  });

  test("names what a role may not do, each with what would give it", async () => {
    await using database = await server.database();
    const app = `app_${randomBytes(4).toString("hex")}`;
    using project = new FaultProject(database);
    project.revision("r1", [], `upgrade:\n  - ${person}`);
    await project.upgrade();
    await ask(
      database.url,
      `CREATE ROLE ${app} LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC; REVOKE TEMP ON DATABASE ${database.name} FROM PUBLIC;
       GRANT USAGE ON SCHEMA public, keelson TO ${app}; GRANT SELECT ON ALL TABLES IN SCHEMA keelson TO ${app}`,
    );
    const url = new URL(database.url);
    url.username = app;
    const { role, findings } = (await project.start(["doctor", "-o", "json"], url.href).finished).json<Doctor>();
    expect(role).toEqual({
      name: app,
      may: { createSchemas: false, createObjects: false, temporaryTables: false, endSessions: true, createDatabases: false },
    });
    expect(findings.map(({ code, severity, remedy }) => [severity, code, remedy])).toEqual([
      [
        "warning",
        "right-missing",
        `GRANT USAGE ON SCHEMA keelson TO ${app}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA keelson TO ${app}`,
      ],
      ["warning", "not-owner", `ALTER TABLE public.person OWNER TO ${app}`],
      ["warning", "may-not-create", `GRANT CREATE ON SCHEMA public TO ${app}`],
      ["note", "may-not-create-schemas", `GRANT CREATE ON DATABASE ${database.name} TO ${app}`],
      ["note", "no-temporary-tables", `GRANT TEMPORARY ON DATABASE ${database.name} TO ${app}`],
    ]);
    await ask(database.url, `DROP OWNED BY ${app}; DROP ROLE ${app}`);
  });

  test("finds what was left behind: an INVALID index, an unvalidated constraint, a helper, a scratch database, an event trigger", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], `upgrade:\n  - ${person}`);
    await project.upgrade();
    const scratch = `keelson_scratch_${randomBytes(6).toString("hex")}`;
    await ask(database.url, `CREATE DATABASE ${scratch}`);
    await ask(
      database.url,
      `CREATE INDEX person_age ON person (age); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'person_age'::regclass;
       ALTER TABLE person ADD CONSTRAINT grown CHECK (age > 0) NOT VALID;
       CREATE FUNCTION keelson_sync_0() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE TRIGGER keelson_sync_0 BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION keelson_sync_0();
       CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER watcher ON ddl_command_end EXECUTE FUNCTION watch();
       SET check_function_bodies = off; CREATE FUNCTION fails() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETRUN 1; END'`,
    );
    const { findings } = (await project.exits(0, ["doctor", "-o", "json"])).json<Doctor>();
    const found = new Map(findings.map(({ code, severity, remedy }) => [code, `${severity}: ${remedy}`]));
    expect(found.get("invalid-index")).toBe("warning: DROP INDEX CONCURRENTLY, or let the revision that builds it run again");
    expect(found.get("not-valid")).toMatch(/^note: Validate it/);
    expect(found.get("helper-left")).toBe("warning: DROP TRIGGER keelson_sync_0 ON public.person");
    expect(found.get("event-triggers")).toMatch(/^note: .+/);
    expect(findings.flatMap(({ code, message }) => (code === "broken-body" ? [message] : []))).toEqual([
      'function public.fails() fails when it is called, in the body: syntax error at or near "RETRUN"',
    ]);
    const left = findings.filter(({ code, message }) => code === "scratch-left" && message.includes(scratch));
    expect(left.map(({ remedy }) => remedy)).toEqual([`DROP DATABASE ${scratch}`]);
    expect(findings.every(({ remedy }) => remedy !== "")).toBe(true);
    await ask(database.url, `DROP DATABASE ${scratch}`);
  });
});

test("doctor on SQLite has no role, and says so in its JSON", async () => {
  using file = sqliteFile();
  using project = new FaultProject({ url: file.url });
  project.revision("r1", [], `upgrade:\n  - ${person}`);
  await project.upgrade();
  const { role, journal, findings } = (await project.exits(0, ["doctor", "-o", "json"])).json<Doctor>();
  expect({ role, findings, state: journal.state }).toEqual({ role: null, findings: [], state: "present" });
});
