import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { nightly } from "../../seeded-share.ts";
import { ask } from "../../server/ask.ts";
import { FaultProject, told } from "../faults/project.ts";
import { nobodyLeft, openSession, until } from "../faults/watch.ts";
import { describeHouse } from "./house.ts";

const building = "SELECT count(*) = 1 FROM pg_stat_progress_create_index WHERE datname = current_database()";
/** Waits for the lease, and holds no transaction and no snapshot: the build waits for everybody who does. */
const waiting = `SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'keelson'
  AND state = 'idle' AND backend_xmin IS NULL AND backend_xid IS NULL AND query LIKE '%keelson.lease%' AND query NOT LIKE '%beaten%'`;
const valid = "SELECT string_agg(indisvalid::text, ' ') FROM pg_index WHERE indrelid = 'person'::regclass";

async function indexOn(url: string, rows: number): Promise<FaultProject> {
  await ask(url, `CREATE TABLE person AS SELECT i AS id, i % 90 AS age FROM generate_series(1, ${rows}) i`);
  const project = new FaultProject({ url });
  project.revision("r1", [], "upgrade:\n  - createIndex: { table: person, name: person_age, columns: [age] }");
  return project;
}

describeHouse("two runners and CREATE INDEX CONCURRENTLY", (house) => {
  test("the second waits without standing in the way of the build; both exit 0, the index is valid", { timeout: 120_000 }, async () => {
    const url = await house.database();
    using project = await indexOn(url, 1000);
    const writer = await openSession(url);
    await writer.query("BEGIN; UPDATE person SET age = 0 WHERE id = 1");
    const first = project.start(["upgrade"]);
    await until(url, building);
    const second = project.start(["upgrade"]);
    await until(url, waiting);
    await writer.query("COMMIT");
    await writer.end();
    for (const runner of await Promise.all([first.finished, second.finished])) expect(runner.code, told(runner)).toBe(0);
    expect(await ask(url, valid)).toBe("true");
    expect(await ask(url, "SELECT count(*)::int FROM keelson.history")).toBe(1);
    await nobodyLeft(url);
  });

  test("0.9 s apart on a table of many rows", { timeout: 300_000 }, async () => {
    const url = await house.database();
    using project = await indexOn(url, nightly ? 1_500_000 : 150_000);
    const first = project.start(["upgrade"]);
    await sleep(900);
    const second = project.start(["upgrade"]);
    for (const runner of await Promise.all([first.finished, second.finished])) expect(runner.code, told(runner)).toBe(0);
    expect(await ask(url, valid)).toBe("true");
  });
});
