import { expect, test } from "vitest";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { upgradeRequest } from "../../src/reconcile/request.ts";
import { describeProjects, users } from "./at-hand.ts";

const hits = "{ addColumn: { table: users, column: { name: hits, type: integer, nullable: false, default: '0' } } }";
const workers = (more: string) =>
  `{ backfill: { table: users, set: { hits: hits + 1 }, batch: { rows: 7, target: 1ms, workers: 4 }${more} }, downgrade: [] }`;

describeProjects((at, { dialect }) => {
  const isOnSqlite = dialect.name === "sqlite";

  test.runIf(isOnSqlite)("SQLite has one writer, and says so before anything runs", async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, ${hits}, ${workers("")} ]`);
    await expect(at.go(upgradeRequest("head"))).rejects.toMatchObject({ code: "one-writer", exitCode: 3 });
    expect(await at.beside.tables()).toEqual([]);
  });

  test.runIf(isOnSqlite)("a step may ask for several workers where the engine has them alone", async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, ${hits}, ${workers(", dialects: { sqlite: { batch: { rows: 7 } } }")} ]`);
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
  });

  test.skipIf(isOnSqlite)("several workers write each row once, over ranges that a run which was stopped leaves to the next", async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, ${hits} ]`);
    await at.go(upgradeRequest("head"));
    await at.beside.run("INSERT INTO users (id) SELECT generate_series(1, 500)");
    at.project.revision("b", "a", `upgrade: [ ${workers("")} ]`);
    const stop = new AbortController();
    const seen = new Set<string>();
    const onEvent: NonNullable<Parameters<typeof at.project.options>[0]>["onEvent"] = (event) => {
      if (event.kind !== "batchDone") return;
      if (event.part !== undefined) seen.add(event.part);
      if (seen.size === 4) stop.abort();
    };
    const first = await reconcileOnce(at.project.options({ onEvent, signal: stop.signal }), upgradeRequest("head"));
    expect([first.situation, [...seen].sort()]).toEqual(["interrupted", ["0#1", "0#2", "0#3", "0#4"]]);
    const done = await at.count("users WHERE hits = 1");
    expect(done).toBeGreaterThanOrEqual(28);
    expect(done).toBeLessThan(500);
    // Whoever writes beyond the last range meanwhile is seen to as well.
    await at.beside.run("INSERT INTO users (id) SELECT generate_series(501, 520)");
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    expect(await at.count("users WHERE hits = 1")).toBe(520);
  });

  test.skipIf(isOnSqlite)("rows that come meanwhile behind a worker get their turn, and fewer rows than workers do as well", async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, ${hits} ]`);
    await at.go(upgradeRequest("head"));
    await at.beside.run("INSERT INTO users (id) VALUES (10), (20)");
    let added: Promise<void> | undefined;
    const onEvent: NonNullable<Parameters<typeof at.project.options>[0]>["onEvent"] = (event) => {
      if (event.kind === "batchDone") added ??= at.beside.run("INSERT INTO users (id) VALUES (1), (5)");
    };
    at.project.revision("b", "a", `upgrade: [ ${workers(", where: hits = 0, throttle: { pause: 300ms }")} ]`);
    expect(await reconcileOnce(at.project.options({ onEvent }), upgradeRequest("head"))).toMatchObject({ exitCode: 0 });
    await added;
    expect(await at.count("users WHERE hits = 1")).toBe(4);
  });

  test.skipIf(isOnSqlite)("where one worker fails the others end, and the next run goes on", async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, ${hits} ]`);
    await at.go(upgradeRequest("head"));
    await at.beside.run("INSERT INTO users (id) SELECT generate_series(1, 200)");
    await at.beside.run("ALTER TABLE users ADD CONSTRAINT poison CHECK (id <> 60 OR hits = 0)");
    at.project.revision("b", "a", `upgrade: [ ${workers("")} ]`);
    const { exitCode, status } = await reconcileOnce(at.project.options(), upgradeRequest("head"));
    expect([exitCode, status.message]).toEqual([1, expect.stringContaining("poison")]);
    const done = await at.count("users WHERE hits = 1");
    expect(await at.count("users WHERE hits > 1")).toBe(0);
    await at.beside.run("ALTER TABLE users DROP CONSTRAINT poison");
    expect(await at.count("users WHERE hits = 1")).toBe(done);
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    expect(await at.count("users WHERE hits = 1")).toBe(200);
  });
});
