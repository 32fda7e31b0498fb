import { expect, test } from "vitest";
import { beforeStatement } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { ask } from "../../server/ask.ts";
import { FaultProject, told } from "../faults/project.ts";
import { nobodyLeft, openSession, until } from "../faults/watch.ts";
import { describeHouse } from "./house.ts";

const builds = "FROM pg_stat_progress_create_index WHERE datname = current_database()";

describeHouse("SIGKILL inside CREATE INDEX CONCURRENTLY", (house) => {
  test("the rerun ends what still builds, clears what it left, and builds it", { timeout: 120_000 }, async () => {
    const url = await house.database();
    await ask(url, "CREATE TABLE person AS SELECT i AS id, i % 90 AS age FROM generate_series(1, 1000) i");
    using project = new FaultProject({ url });
    project.revision("r1", [], "upgrade:\n  - createIndex: { table: person, name: person_age, columns: [age] }");
    const writer = await openSession(url);
    await writer.query("BEGIN; UPDATE person SET age = 0 WHERE id = 1");
    const { child, finished } = project.start(["upgrade"]);
    await until(url, `SELECT count(*) = 1 ${builds}`);
    child.kill("SIGKILL");
    await finished;

    await using proxy = await startProxy(url);
    const rerun = project.start(["upgrade"], proxy.url);
    // The orphan stands in the way of the rerun's own statements, and they in its: whoever does not look first waits for a deadlock.
    const orphans = proxy.at(beforeStatement(/(?:DROP|CREATE) INDEX CONCURRENTLY/), async () => {
      expect(await ask(url, `SELECT count(*)::int ${builds}`)).toBe(0);
      await writer.query("COMMIT");
      return "pass" as const;
    });
    await orphans;
    await writer.end();
    const ended = await rerun.finished;
    expect(ended.code, told(ended)).toBe(0);
    expect(
      await ask(
        url,
        "SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ') FROM pg_index WHERE indrelid = 'person'::regclass",
      ),
    ).toBe("person_age true");
    expect(await ask(url, "SELECT count(*)::int FROM keelson.history")).toBe(1);
    expect(house.server.log()).not.toContain("deadlock detected");
    await nobodyLeft(url);
  });
});
