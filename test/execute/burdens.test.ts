import pg from "pg";
import { expect, test } from "vitest";
import type { ExecutionEvent } from "../../src/execute/execution-event.ts";
import { ask } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";
import { planOf, update, walk } from "./plans.ts";
import { run } from "./run.ts";

const rows =
  "CREATE TABLE person AS SELECT i::bigint AS id, 0 AS score FROM generate_series(1, 40) i; ALTER TABLE person ADD PRIMARY KEY (id)";

describePostgres("a backfill", (server) => {
  test("waits for a replica that has not replayed its batches, and goes on when it has", async () => {
    await using database = await server.database();
    await ask(database.url, rows);
    await using standby = await followFrom(database.url);
    const released: number[] = [];
    const done: number[] = [];
    const onEvent = (event: ExecutionEvent) => {
      if (event.kind !== "batchDone") return;
      done.push(performance.now());
      if (done.length === 1) setTimeout(() => standby.replay(released), 900);
    };
    const fill = update("person", { score: "score + 1" }, { batch: { rows: 20 }, throttle: { lagMs: 100, pauseMs: 150 } });
    await run(database.url, planOf(walk("r1", [[fill]])), { onEvent });
    expect(released).toHaveLength(1);
    expect(done[1]).toBeGreaterThanOrEqual(released[0] ?? Number.POSITIVE_INFINITY);
    expect(await ask(database.url, "SELECT count(*) FROM person WHERE score = 1")).toBe("40");
  });

  test("gives sessions that waited for its rows as long a turn as it took", async () => {
    await using database = await server.database();
    await ask(database.url, rows);
    await ask(database.url, "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END'");
    await ask(database.url, "CREATE TRIGGER slow BEFORE UPDATE OF score ON person FOR EACH ROW EXECUTE FUNCTION slow()");
    const done: { readonly at: number; readonly took: number }[] = [];
    const other = { session: Promise.resolve<unknown>(undefined) };
    const onEvent = (event: ExecutionEvent) => {
      // The application wants the first row as soon as the batch holds it.
      if (event.kind === "stageStarted")
        other.session = untilLocked(database.url).then(() => ask(database.url, "SELECT id FROM person WHERE id = 1 FOR UPDATE"));
      if (event.kind === "batchDone") done.push({ at: performance.now(), took: event.milliseconds });
    };
    await run(database.url, planOf(walk("r1", [[update("person", { score: "score + 1" }, { batch: { rows: 30 } })]])), { onEvent });
    await other.session;
    const [first, second] = done;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual((first?.took ?? 0) * 0.95 + (second?.took ?? 0));
  });
});

/** Resolves once somebody holds the first row. */
async function untilLocked(url: string): Promise<void> {
  while ((await ask(url, "SELECT count(*) FROM (SELECT id FROM person WHERE id = 1 FOR UPDATE SKIP LOCKED) AS free")) === "1");
}

/** A standby that streams and says that it has replayed nothing, until it is told to. */
async function followFrom(url: string) {
  const start = await ask(url, "SELECT pg_current_wal_flush_lsn()::text");
  const client = new pg.Client({ connectionString: url, ...{ replication: "true" } });
  await client.connect();
  const { connection } = client as unknown as { readonly connection: NodeJS.EventEmitter & { sendCopyFromChunk(chunk: Buffer): void } };
  let replayed = 1n;
  const far = 0x7fffffffffffffn;
  const tell = () => {
    const status = Buffer.alloc(34);
    status.write("r");
    for (const [at, place] of [far, far, replayed].entries()) status.writeBigUInt64BE(place, 1 + at * 8);
    connection.sendCopyFromChunk(status);
  };
  const streaming = new Promise<void>((resolve) => connection.once("replicationStart", resolve));
  void client.query(`START_REPLICATION PHYSICAL ${start}`).catch(() => undefined);
  await streaming;
  tell();
  return {
    replay: (at: number[]) => {
      at.push(performance.now());
      replayed = far;
      tell();
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
