import { expect, test } from "vitest";
import { ask } from "../../server/ask.ts";
import { describeFaults } from "./describe-faults.ts";
import { writeTransactionalHistory } from "./history.ts";
import { FaultProject, told } from "./project.ts";
import { traceOf } from "./trace.ts";
import { nobodyLeft, until } from "./watch.ts";

/** Keeps whoever makes the journal waiting in the middle of that, as long as there is a gate. */
const slow = `CREATE TABLE gate ();
  CREATE FUNCTION wait_in_the_middle() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    IF to_regclass('keelson.history') IS NOT NULL AND to_regclass('keelson.canonical') IS NULL THEN PERFORM pg_sleep(600); END IF;
  END $$;
  CREATE EVENT TRIGGER slow ON ddl_command_end EXECUTE FUNCTION wait_in_the_middle()`;
const fast = "DROP EVENT TRIGGER slow; DROP FUNCTION wait_in_the_middle; DROP TABLE gate";
const asleep = "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
const backend = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";

describeFaults("the journal itself", (server) => {
  test.each<readonly [string, (project: FaultProject) => Promise<void>]>([
    ["SIGKILL", async () => undefined],
    ["its session is ended", async ({ url }) => void (await ask(url, backend))],
  ])("26: %s while the journal is being made: all of it or nothing", { timeout: 60_000 }, async (_, harm) => {
    await using whole = await server.database();
    using undisturbed = new FaultProject(whole);
    writeTransactionalHistory(undisturbed);
    await undisturbed.upgrade();

    await using database = await server.database();
    using project = new FaultProject(database);
    writeTransactionalHistory(project);
    await ask(database.url, slow);
    const run = project.start(["upgrade"]);
    await until(database.url, asleep);
    run.child.kill("SIGKILL");
    await run.finished;
    await harm(project);
    await ask(database.url, backend);
    await nobodyLeft(database.url);
    expect(await ask(database.url, "SELECT to_regnamespace('keelson') IS NULL")).toBe(true);
    await ask(database.url, fast);
    await project.upgrade();
    expect(await traceOf(database.url)).toEqual(await traceOf(whole.url));
  });

  test("26: half of a journal that somebody else has made is refused, and let alone", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE SCHEMA keelson; CREATE TABLE keelson.history (id int); INSERT INTO keelson.history VALUES (7)");
    using project = new FaultProject(database);
    writeTransactionalHistory(project);
    const refused = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(told(refused)).toContain("journal");
    expect(await ask(database.url, "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = 'keelson'::regnamespace")).toBe(
      "history",
    );
    expect(await ask(database.url, "SELECT id FROM keelson.history")).toBe(7);
    expect(await ask(database.url, "SELECT to_regclass('t1') IS NULL")).toBe(true);
  });
});
