import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { acquireLease } from "../../src/execute/held-lease.ts";
import { connect } from "../dialect/postgresql/session/session-fixture.ts";
import { ask } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";

const signal = new AbortController().signal;
const options = { clock: systemClock, random: Math.random, signal, wait: 0 };
const requestOf = (ttlMs: number) => ({ project: "shop", holder: randomUUID(), ttlMs, info: "test" });

describePostgres("the lease while it is held", (server) => {
  test("is kept by its heartbeat beyond its time, and handed on at the end", async () => {
    await using database = await server.database();
    const session = await connect(database.url);
    await session.journal.ensure();
    const lease = await acquireLease(session.lease, requestOf(400), options);
    const first = await ask(database.url, "SELECT beat::text FROM keelson.lease");
    await expect.poll(() => ask(database.url, "SELECT beat::text FROM keelson.lease")).not.toBe(first);
    expect(lease.lost.aborted).toBe(false);
    await lease.release();
    expect(await ask(database.url, "SELECT holder FROM keelson.lease")).toBeNull();
    await session.close();
  });

  test("says so when it is lost, and cannot be renewed", async () => {
    await using database = await server.database();
    const [session, other] = [await connect(database.url), await connect(database.url)];
    await session.journal.ensure();
    const lease = await acquireLease(session.lease, requestOf(400), options);
    const lost = once(lease.lost, "abort");
    await other.lease.revoke();
    await acquireLease(other.lease, requestOf(30_000), options);
    await lost;
    await expect(lease.renew()).rejects.toMatchObject({ disposition: "fenced" });
    await Promise.all([session.close(), other.close()]);
  });

  test("is waited for until it is free", async () => {
    await using database = await server.database();
    const [session, other] = [await connect(database.url), await connect(database.url)];
    await session.journal.ensure();
    const lease = await acquireLease(session.lease, requestOf(30_000), options);
    const waiting: string[] = [];
    const next = acquireLease(other.lease, requestOf(30_000), {
      ...options,
      wait: 10_000,
      onWaiting: ({ holder }) => {
        if (waiting.push(holder) === 1) void lease.release();
      },
    });
    expect((await next).grant.holder).not.toBe(lease.grant.holder);
    expect(waiting[0]).toBe(lease.grant.holder);
    await Promise.all([session.close(), other.close()]);
  });
});
