import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import type { ConnectionTarget } from "../../../../src/port/dialect.ts";
import { openSession } from "../../../../src/dialect/postgresql/session.ts";
import { startProxy } from "../../../proxy/start-proxy.ts";
import { ask } from "../../../server/ask.ts";
import { freePort } from "../../../server/free-port.ts";
import { describePostgres } from "../../../server/postgres.ts";
import { begin, connect, contextOf, options, request, stage } from "./session-fixture.ts";

const fault = (target: ConnectionTarget, connectTimeout = 5000) =>
  openSession(target, { ...options, connectTimeout }).then(
    () => "connected",
    (error: { code: string; message: string; exitCode: number }) => error,
  );

const changed = (url: string, change: (url: URL) => void): string => {
  const other = new URL(url);
  change(other);
  return other.href;
};

describePostgres("connecting", (server) => {
  test("tells what is wrong, and of the URL only host, port and database", async () => {
    const secret = (url: URL) => (url.password = "canary");
    const closed = await freePort();
    const cases = [
      [
        changed(server.url, (url) => {
          secret(url);
          url.port = String(closed);
        }),
        "connection-refused",
      ],
      [
        changed(server.url, (url) => {
          secret(url);
          url.pathname = "/nowhere";
        }),
        "database-missing",
      ],
      [
        changed(server.url, (url) => {
          secret(url);
          url.username = "nobody_at_all";
        }),
        "login-refused",
      ],
      [
        changed(server.url, (url) => {
          secret(url);
          url.searchParams.set("sslmode", "require");
        }),
        "tls-refused",
      ],
    ] as const;
    for (const [url, code] of cases) {
      const error = await fault({ url });
      expect(error).toMatchObject({ code, exitCode: 1, diagnostics: [{ code, severity: "error", remedy: expect.stringMatching(/\w/) }] });
      expect(JSON.stringify(error) + String(error)).not.toMatch(/canary|nobody_at_all/);
    }
  });

  test("takes what is no PostgreSQL for what it is", async () => {
    const web = createServer((socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))).listen(0, "127.0.0.1");
    await once(web, "listening");
    const { port } = web.address() as AddressInfo;
    expect(await fault({ url: `postgresql://u@127.0.0.1:${port}/d` })).toMatchObject({ code: "not-postgresql" });
    web.close();
  });

  test("does not wait longer than it was told", async () => {
    await using proxy = await startProxy(server.url);
    proxy.stall();
    expect(await fault({ url: proxy.url }, 200)).toMatchObject({ code: "connect-timeout", retryable: true });
  });

  test("uses encryption only where the server offers it", async () => {
    const session = await openSession({ url: server.url, tls: { mode: "prefer" } }, options);
    expect(session.server.versionNumber).toBeGreaterThanOrEqual(140000);
    await session.close();
  });

  test("knows the server, and looks at it in one round trip", async () => {
    await using database = await server.database();
    await using proxy = await startProxy(database.url);
    const session = await connect(proxy.url);
    expect(session.server).toMatchObject({
      pooled: false,
      readOnly: false,
      database: database.name,
      epoch: expect.stringMatching(/^\d+\/\d+\/\d/),
    });
    proxy.delay(40);
    const before = proxy.roundTrips();
    const first = await session.observe("shop", ["public"]);
    expect(proxy.roundTrips() - before).toBe(1);
    expect(first).toMatchObject({ journal: "absent", heads: [], unfinished: false });
    proxy.delay(0);
    expect((await session.observe("shop", ["public"])).catalogueMark).toBe(first.catalogueMark);
    await ask(database.url, "CREATE TABLE one (id int)");
    const second = await session.observe("shop", ["public"]);
    expect(second.catalogueMark).not.toBe(first.catalogueMark);
    await ask(database.url, "ALTER TABLE one ALTER COLUMN id SET DEFAULT 1");
    expect((await session.observe("shop", ["public"])).catalogueMark).not.toBe(second.catalogueMark);
    await session.close();
  });

  test("writes nothing where sessions are read-only", async () => {
    await using database = await server.database();
    await ask(database.url, `ALTER DATABASE ${database.name} SET default_transaction_read_only = on`);
    const session = await connect(database.url);
    expect((await session.observe("shop", ["public"])).journal).toBe("absent");
    await expect(session.journal.ensure()).rejects.toMatchObject({ code: "read-only" });
    await expect(session.lease.tryAcquire(request())).rejects.toMatchObject({ code: "read-only" });
    await session.close();
  });

  test("limits and settings of the database do not reach our statements", async () => {
    await using database = await server.database();
    await ask(
      database.url,
      `ALTER DATABASE ${database.name} SET statement_timeout = '200ms'; ALTER DATABASE ${database.name} SET TimeZone = 'Asia/Tokyo'; ALTER DATABASE ${database.name} SET search_path = 'nowhere'`,
    );
    const { session, context } = await begin(database.url);
    await session.stages.transaction(
      stage("SELECT pg_sleep(0.3)", "CREATE TABLE seen AS SELECT current_setting('TimeZone') AS zone"),
      [],
      context,
    );
    expect(await session.stages.probe({ sql: "SELECT zone FROM public.seen" }, context)).toBe("UTC");
    await session.close();
  });

  test("a journal that an older program made is given the functions that it lacks", async () => {
    await using database = await server.database();
    const { session } = await begin(database.url);
    const functions = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'keelson'::regnamespace";
    const all = await ask(database.url, functions);
    await ask(
      database.url,
      "DELETE FROM keelson.meta WHERE name = 'functions'; DROP FUNCTION keelson.follows; DROP FUNCTION keelson.record; SELECT 1",
    );
    await Promise.all([session.journal.ensure(), session.journal.ensure()]);
    expect(await ask(database.url, functions)).toBe(all);
    await session.close();
  });

  test("a journal of a newer format is refused", async () => {
    await using database = await server.database();
    const { session, grant } = await begin(database.url);
    await ask(database.url, "UPDATE keelson.meta SET value = '99' WHERE name = 'format'");
    await expect(session.journal.read("shop")).rejects.toMatchObject({ code: "journal-newer" });
    await expect(session.journal.ensure()).rejects.toMatchObject({ code: "journal-newer" });
    expect((await session.observe("shop", ["public"])).journal).toBe("newer");
    expect(contextOf(grant).searchPath).toEqual(["public"]);
    await session.close();
  });
});
