import { expect, test } from "vitest";
import { startProxy } from "../../proxy/start-proxy.ts";
import { ask } from "../../server/ask.ts";
import { noise, probe } from "../faults/probe.ts";
import { FaultProject, told } from "../faults/project.ts";
import { nobodyLeft, openSession } from "../faults/watch.ts";
import { describeHouse } from "./house.ts";

const lockTimeout = 300;
const holdBudget = 800;

describeHouse("a reader that does not end while an ALTER waits", (house) => {
  test("others read on, and the run succeeds when the reader has ended", { timeout: 120_000 }, async () => {
    const url = await house.database();
    await ask(url, "CREATE TABLE person AS SELECT i AS id, 0 AS score FROM generate_series(1, 1000) i");
    using project = new FaultProject({ url });
    project.revision("r1", [], "upgrade:\n  - addColumn: { table: person, column: { name: age, type: integer } }");
    const reader = await openSession(url);
    await reader.query("BEGIN; SELECT count(*) FROM person");
    const probes = [1, 2].map(() => probe(url, "SELECT score FROM person WHERE id = 1"));
    await using proxy = await startProxy(url);
    const run = project.start(["upgrade"], proxy.url);
    const tries = () =>
      proxy.messages.filter(({ kind, text }) => kind === "ErrorResponse" && (text === "55P03" || text === "57014")).length;
    await expect.poll(tries, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
    await reader.query("COMMIT");
    await reader.end();
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    for (const each of probes) expect(await each.stop()).toBeLessThan(lockTimeout + holdBudget + noise);
    expect(await ask(url, "SELECT count(*)::int FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'age'")).toBe(1);
    await nobodyLeft(url);
  });
});
