import { expect, test } from "vitest";
import { StageError } from "../../../../src/port/stage-error.ts";
import { describePostgres } from "../../../server/postgres.ts";
import { ask } from "../../../server/ask.ts";
import { begin, connect, contextOf, request, stage } from "./session-fixture.ts";

describePostgres("lease", (server) => {
  test("one holds it, the other is told who", async () => {
    await using database = await server.database();
    const { session } = await begin(database.url);
    const other = await connect(database.url);
    expect(await other.lease.tryAcquire(request("other"))).toMatchObject({ heldBy: { project: "shop", info: "test" } });
    await session.close();
    await other.close();
  });

  test("a released lease is free at once", async () => {
    await using database = await server.database();
    const { session, grant } = await begin(database.url);
    await session.lease.release(grant);
    expect(await session.lease.holder()).toBeNull();
    expect(await session.lease.tryAcquire(request())).toHaveProperty("grant");
    await session.close();
  });

  test("a holder whose backend is gone is an orphan, long before it expires", async () => {
    await using database = await server.database();
    const { session } = await begin(database.url);
    await session.close();
    const other = await connect(database.url);
    await expect.poll(() => other.lease.tryAcquire(request())).toHaveProperty("grant");
    await other.close();
  });

  test("after a takeover the holder before can commit nothing and its heartbeat fails", async () => {
    await using database = await server.database();
    const { session, grant } = await begin(database.url);
    await ask(database.url, "UPDATE keelson.lease SET expires_at = clock_timestamp() - interval '1s'");
    await ask(database.url, "DELETE FROM keelson.session");
    const other = await connect(database.url);
    expect(await other.lease.tryAcquire(request())).toHaveProperty("grant");
    await expect(session.stages.transaction(stage("CREATE TABLE late ()"), [], contextOf(grant))).rejects.toMatchObject({
      disposition: "fenced",
    });
    await expect(session.lease.beat(grant)).rejects.toThrow(StageError);
    expect(await ask(database.url, "SELECT to_regclass('late')::text")).toBeNull();
    await Promise.all([session.close(), other.close()]);
  });

  test("a takeover ends the backends of the holder before", async () => {
    await using database = await server.database();
    const { session } = await begin(database.url);
    await ask(database.url, "UPDATE keelson.lease SET expires_at = clock_timestamp() - interval '1s'");
    const other = await connect(database.url);
    expect(await other.lease.tryAcquire(request())).toHaveProperty("grant");
    expect(await ask(database.url, "SELECT count(*) FROM keelson.session")).toBe("1");
    await expect(session.stages.probe({ sql: "SELECT 1" }, { searchPath: [], signal: new AbortController().signal })).resolves.toBe("1");
    await Promise.all([session.close(), other.close()]);
  });

  test("an expired lease is not taken while a commit under it is in flight, until its backend is ended", async () => {
    await using database = await server.database();
    const { session, context } = await begin(database.url);
    const running = session.stages.transaction(stage("SELECT pg_sleep(60)"), [], context).catch((error: unknown) => error);
    await expect
      .poll(() => ask(database.url, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"))
      .toBe("1");
    const other = await connect(database.url);
    expect(await other.lease.tryAcquire(request())).toHaveProperty("heldBy");
    await ask(database.url, "UPDATE keelson.lease SET expires_at = clock_timestamp() - interval '1s'");
    await expect.poll(() => other.lease.tryAcquire(request())).toHaveProperty("grant");
    expect(await running).toMatchObject({ disposition: "ambiguous" });
    await Promise.all([session.close(), other.close()]);
  });

  test("the holder itself gets a new token, and the old one is worth nothing", async () => {
    await using database = await server.database();
    const session = await connect(database.url);
    await session.journal.ensure();
    const own = request();
    const first = await session.lease.tryAcquire(own);
    const second = await session.lease.tryAcquire(own);
    if (!("grant" in first && "grant" in second)) throw new Error("the lease is held");
    expect(second.grant.token).not.toBe(first.grant.token);
    await expect(session.stages.transaction(stage(), [], contextOf(first.grant))).rejects.toMatchObject({ disposition: "fenced" });
    await session.stages.transaction(stage(), [], contextOf(second.grant));
    await session.close();
  });

  test("a heartbeat moves the end and registers its own backend", async () => {
    await using database = await server.database();
    const { session, grant } = await begin(database.url);
    const before = await session.lease.holder();
    await session.lease.beat(grant);
    const after = await session.lease.holder();
    expect(Date.parse(after?.expiresAt ?? "")).toBeGreaterThan(Date.parse(before?.expiresAt ?? ""));
    expect(await ask(database.url, "SELECT count(*) FROM keelson.session")).toBe("2");
    await session.close();
  });

  test("unlock says who held it and takes it away", async () => {
    await using database = await server.database();
    const { session, grant, context } = await begin(database.url);
    const other = await connect(database.url);
    expect(await other.lease.revoke()).toMatchObject({ holder: grant.holder });
    expect(await other.lease.revoke()).toBeNull();
    await expect(session.stages.transaction(stage(), [], context)).rejects.toThrow(StageError);
    await Promise.all([session.close(), other.close()]);
  });
});
