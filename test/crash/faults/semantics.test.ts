import { expect, test } from "vitest";
import { beforeStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { ask, askRows } from "../../server/ask.ts";
import { dump } from "../../server/pg-dump.ts";
import { postgresServers, type TestDatabase } from "../../server/postgres.ts";
import { describeFaults } from "./describe-faults.ts";
import { writeHistory } from "./history.ts";
import { FaultProject, told } from "./project.ts";
import { traceOf } from "./trace.ts";
import { openSession } from "./watch.ts";

const person =
  "CREATE TABLE person (id bigint PRIMARY KEY, age int, email text); INSERT INTO person SELECT i, i % 90, 'p' || i FROM generate_series(1, 500) i";
const indexes =
  "SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ' ORDER BY 1) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE indrelid = 'person'::regclass AND NOT indisprimary";
const constraints =
  "SELECT string_agg(conname || ' ' || convalidated, ', ' ORDER BY 1) FROM pg_constraint WHERE conrelid = 'person'::regclass AND contype IN ('c', 'u', 'f')";
const applied = "SELECT string_agg(revision, ' ' ORDER BY seq) FROM keelson.history";
/** Each reads the one before it; the first reads the table. */
const thirtyViews = Array.from(
  { length: 30 },
  (_, at) => `CREATE VIEW v${at + 1} AS SELECT id, age FROM ${at === 0 ? "person" : `v${at}`}`,
).join(";");
const index = "upgrade:\n  - createIndex: { table: person, name: person_age, columns: [age] }";
const slow = `upgrade:\n  - sql: { text: "CREATE TABLE slow (id int); SELECT pg_sleep(1.3)" }\n    downgrade: []`;

/** The same server as somebody who is no superuser. */
function as(url: string, user: string): string {
  const own = new URL(url);
  own.username = user;
  return own.href;
}

describeFaults("what the server knows and the documents do not", (server) => {
  const broken = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'person_age'::regclass";

  test("43: an INVALID index of the same name and definition that was there before is dropped and built again, and goes on the way down", {
    timeout: 60_000,
  }, async () => {
    await using database = await server.database();
    await ask(database.url, `${person}; CREATE INDEX person_age ON person (age); ${broken}`);
    using project = new FaultProject(database);
    project.revision("r1", [], index);
    expect((await project.start(["upgrade", "--sql"]).finished).stdout).toMatch(/DROP INDEX CONCURRENTLY.*CREATE INDEX CONCURRENTLY/s);
    await using proxy = await startProxy(database.url);
    const { child, finished } = project.start(["upgrade"], proxy.url);
    const killed = proxy.at(beforeStatement(/CREATE INDEX CONCURRENTLY person_age/), () => {
      child.kill("SIGKILL");
      return "pass";
    });
    await killed;
    await finished;
    await project.upgrade();
    expect(await ask(database.url, indexes)).toBe("person_age true");
    await project.exits(0, ["downgrade", "base"]);
    expect(await ask(database.url, indexes)).toBeNull();
  });

  test("43: an INVALID index of the same name and another definition: refused by name before anything is done, and found by `doctor`", async () => {
    await using database = await server.database();
    await ask(database.url, person);
    await ask(database.url, `CREATE INDEX person_age ON person (email); ${broken}`);
    using project = new FaultProject(database);
    project.revision("r1", [], index);
    const refused = await project.exits(3, ["upgrade"]);
    expect(refused.stderr).toMatch(/person_age.*valid/);
    expect((await project.start(["doctor"]).finished).stdout).toContain("person_age");
    await ask(database.url, "DROP INDEX person_age");
    await project.upgrade();
    expect(await ask(database.url, indexes)).toBe("person_age true");
  });

  test("44: limits of role and database do not reach a run", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    for (const setting of [
      "statement_timeout = '300ms'",
      "lock_timeout = '1ms'",
      "idle_in_transaction_session_timeout = '1ms'",
      "default_transaction_isolation = 'serializable'",
      "search_path = ''",
    ])
      await ask(database.url, `ALTER DATABASE ${database.name} SET ${setting}`);
    using project = new FaultProject(database);
    project.revision("r1", [], slow);
    await project.upgrade();
    expect(await ask(database.url, applied)).toBe("r1");
  });

  test("47: duplicate rows under a unique constraint: the key is named, the invalid index is gone, the rerun goes on", async () => {
    await using database = await server.database();
    await ask(database.url, `${person}; UPDATE person SET email = 'same' WHERE id IN (7, 8)`);
    using project = new FaultProject(database);
    project.revision("r1", [], "upgrade:\n  - addConstraint: { table: person, unique: { name: person_email_key, columns: [email] } }");
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.stdout).toContain("(email)=(same)");
    expect(failed.stdout).toContain("23505");
    expect(await ask(database.url, indexes)).toBeNull();
    await ask(database.url, "UPDATE person SET email = 'other' WHERE id = 7");
    await project.upgrade();
    expect(await ask(database.url, constraints)).toBe("person_email_key true");
  });

  test("47: rows that violate a check: named, the constraint is not left behind unsaid, the rerun goes on", async () => {
    await using database = await server.database();
    await ask(database.url, `${person}; UPDATE person SET age = -1 WHERE id = 7`);
    using project = new FaultProject(database);
    project.revision("r1", [], 'upgrade:\n  - addConstraint: { table: person, check: { name: grown, expression: "age >= 0" } }');
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.stdout).toContain("23514");
    expect(failed.stdout).toContain("grown");
    await ask(database.url, "UPDATE person SET age = 1 WHERE id = 7");
    await project.upgrade();
    expect(await ask(database.url, constraints)).toBe("grown true");
  });

  test("48: thirty views hang on a column whose type changes, one on the other: made again in order", { timeout: 60_000 }, async () => {
    await using database = await server.database();
    await ask(database.url, `${person}; ${thirtyViews}`);
    using project = new FaultProject(database);
    const whole = (await traceOfCatalogue(database)).join("\n");
    project.revision("r1", [], "upgrade:\n  - alterColumn: { table: person, column: age, type: bigint }");
    await project.exits(0, ["upgrade", "--yes"]);
    expect((await traceOfCatalogue(database)).join("\n")).toBe(whole.replace("age integer", "age bigint"));
    const last = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'v30'::regclass AND attname = 'age'";
    expect(await ask(database.url, last)).toBe("bigint");
  });

  test.each([
    ["a policy", "ALTER TABLE person ENABLE ROW LEVEL SECURITY; CREATE POLICY grown ON person USING (age > 17)", "grown"],
    ["a rule", "CREATE RULE keep AS ON DELETE TO person WHERE old.age > 17 DO INSTEAD NOTHING", "keep"],
    ["a function", "CREATE FUNCTION oldest() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT max(age) FROM person; END", "oldest"],
  ])("48: and %s hangs on it too: made again as it was", { timeout: 60_000 }, async (_, sql, name) => {
    await using database = await server.database();
    await ask(database.url, `${person}; ${thirtyViews}; ${sql}`);
    using project = new FaultProject(database);
    const whole = (await traceOfCatalogue(database)).join("\n");
    expect(whole).toContain(name);
    project.revision("r1", [], "upgrade:\n  - alterColumn: { table: person, column: age, type: bigint }");
    await project.exits(0, ["upgrade", "--yes"]);
    expect((await traceOfCatalogue(database)).join("\n")).toBe(whole.replace("age integer", "age bigint"));
  });

  test("49: an enum's new value is used in the revision that adds it", async () => {
    await using database = await server.database();
    await ask(
      database.url,
      "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE person (id int PRIMARY KEY, mood mood); INSERT INTO person VALUES (1, 'sad')",
    );
    using project = new FaultProject(database);
    project.revision(
      "r1",
      [],
      `upgrade:\n  - addEnumValue: { enum: mood, value: glad }\n  - sql: { text: "UPDATE person SET mood = 'glad'" }\n    downgrade: []`,
    );
    await project.upgrade();
    expect(await ask(database.url, "SELECT mood::text FROM person")).toBe("glad");
  });

  test("50: a hostile schema before ours in the search path is not written to", async () => {
    await using database = await server.database();
    await ask(
      database.url,
      "CREATE SCHEMA hostile; CREATE TABLE hostile.person (id int); CREATE FUNCTION hostile.now() RETURNS int LANGUAGE sql AS 'SELECT 1 / 0'",
    );
    await ask(database.url, `ALTER DATABASE ${database.name} SET search_path = hostile, public, pg_catalog`);
    using project = new FaultProject(database);
    writeHistory(project);
    await project.upgrade();
    expect(await ask(database.url, "SELECT count(*)::int FROM public.person")).toBe(400);
    expect(
      await ask(database.url, "SELECT count(*)::int FROM pg_attribute WHERE attrelid = 'hostile.person'::regclass AND attnum > 0"),
    ).toBe(1);
  });

  test("51: a right is missing at the second of three revisions: found before the first, nothing done, goes on when granted", async () => {
    await using database = await server.database();
    const user = `user_${database.name}`;
    await ask(
      database.url,
      `CREATE ROLE ${user} LOGIN; GRANT CREATE ON DATABASE ${database.name} TO ${user}; GRANT CREATE ON SCHEMA public TO ${user}; CREATE TABLE person (id int)`,
    );
    using project = new FaultProject({ url: as(database.url, user) });
    project.revision("r1", [], "upgrade:\n  - createTable: { name: one, columns: [ { name: id, type: bigint } ] }");
    project.revision(
      "r2",
      ["r1"],
      "upgrade:\n  - createTable: { name: two, columns: [ { name: id, type: bigint } ] }\n  - addColumn: { table: person, column: { name: age, type: integer } }",
    );
    project.revision("r3", ["r2"], "upgrade:\n  - createTable: { name: three, columns: [ { name: id, type: bigint } ] }");
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.json().error.code).toBe("right-missing");
    expect(await ask(database.url, "SELECT to_regnamespace('keelson')::text")).toBeNull();
    await ask(database.url, failed.json().error.diagnostics[0].remedy);
    await project.upgrade();
    expect(await ask(database.url, applied)).toBe("r1 r2 r3");
    await ask(database.url, `DROP OWNED BY ${user} CASCADE`);
    await ask(database.url, `DROP ROLE ${user}`);
  });

  test("52: an event trigger that refuses DDL: named; after it the rerun goes on", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], "upgrade:\n  - createTable: { name: one, columns: [ { name: id, type: bigint } ] }");
    await project.upgrade();
    await ask(
      database.url,
      "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no DDL on Fridays'; END $$; CREATE EVENT TRIGGER friday ON ddl_command_start EXECUTE FUNCTION refuse()",
    );
    project.revision("r2", ["r1"], "upgrade:\n  - createTable: { name: two, columns: [ { name: id, type: bigint } ] }");
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.stdout).toContain("no DDL on Fridays");
    expect(await ask(database.url, "SELECT to_regclass('two')::text")).toBeNull();
    await ask(database.url, "DROP EVENT TRIGGER friday");
    await project.upgrade();
    expect(await ask(database.url, applied)).toBe("r1 r2");
  });

  test("55: the table is no longer empty when its stage runs: planned anew, never by the old plan", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE person (id bigint PRIMARY KEY, age int)");
    await using proxy = await startProxy(database.url);
    using project = new FaultProject({ url: proxy.url });
    project.revision("r1", [], index);
    const filled = proxy.at(beforeStatement(/CREATE INDEX/), async (message) => {
      expect(message.text).not.toContain("CONCURRENTLY");
      await ask(database.url, "INSERT INTO person SELECT i, i FROM generate_series(1, 100) i");
      return "pass" as const;
    });
    const run = project.start(["upgrade"]);
    await filled;
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(proxy.statements().some((sql) => sql.includes("CREATE INDEX CONCURRENTLY"))).toBe(true);
    expect(await ask(database.url, indexes)).toBe("person_age true");
  });

  test("55: a plan file of a database that has moved is refused", async () => {
    await using database = await server.database();
    await ask(database.url, person);
    using project = new FaultProject(database);
    project.revision("r1", [], "upgrade:\n  - addColumn: { table: person, column: { name: name, type: text } }");
    await project.exits(0, ["plan", "--out", "plan.yaml"]);
    const session = await openSession(database.url);
    await session.query("ALTER TABLE person ADD COLUMN moved int");
    await session.end();
    const refused = await project.start(["apply", "--plan", "plan.yaml", "-o", "json"]).finished;
    expect(refused.code, told(refused)).toBe(3);
    expect(refused.stdout).toContain("plan-outdated");
    expect(await ask(database.url, "SELECT count(*)::int FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'name'")).toBe(
      0,
    );
  });

  test("56: the database comes back from an older backup: the way is walked again from there, no data step twice", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    writeHistory(project);
    await project.exits(0, ["upgrade", "r2"]);
    await using restored = await backup(database);
    await project.upgrade();
    await project.upgrade(restored.url);
    expect(await traceOf(restored.url)).toEqual(await traceOf(database.url));
  });

  test("56: rows of the history are gone: said, and no data step is run again", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    writeHistory(project);
    await project.upgrade();
    await ask(database.url, "DELETE FROM keelson.history WHERE revision = 'r3'");
    await project.upgrade();
    expect(await askRows(database.url, "SELECT min(score), max(score) FROM person")).toEqual([{ min: 2, max: 2 }]);
    expect((await project.start(["doctor"]).finished).stdout).toContain("history");
  });
});

const traceOfCatalogue = ({ url }: TestDatabase): Promise<readonly string[]> => dump(url);

/** A copy of the database as it is now. */
async function backup({ name }: TestDatabase): Promise<TestDatabase> {
  const [newest] = postgresServers;
  if (newest === undefined) throw new Error("no server");
  return newest.database(name);
}
