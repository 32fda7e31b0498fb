import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { askRows } from "../server/ask.ts";
import { describePostgres, type TestDatabase } from "../server/postgres.ts";
import { afterCompletion, afterStatement, beforeCompletion, beforeStatement } from "./point.ts";
import { type PostgresProxy, startProxy } from "./start-proxy.ts";

describePostgres("the proxy", (server) => {
  let database: TestDatabase;
  let proxy: PostgresProxy;

  beforeEach(async () => {
    database = await server.database();
    proxy = await startProxy(database.url);
    await direct("CREATE TABLE entry (id int)");
  });
  afterEach(async () => {
    await proxy.stop();
    await database.drop();
  });

  async function connected(url = proxy.url): Promise<Client> {
    const client = new Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    return client;
  }
  const direct = (sql: string) => askRows(database.url, sql);
  const entries = async () => (await direct("SELECT id FROM entry ORDER BY id")).map(({ id }) => id);
  /** What happened to a commit that may or may not have been seen: the server is done with it once the session is gone. */
  const sessionsGone = () =>
    expect
      .poll(() => direct(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`))
      .toEqual([]);

  test("passes everything on and counts it", async () => {
    const client = await connected();
    await client.query("INSERT INTO entry VALUES (1)");
    await client.query("INSERT INTO entry VALUES ($1)", [2]);
    await expect(client.query("SELEC")).rejects.toThrow("syntax error");
    await client.query("SELECT repeat('x', 3000000)");
    await client.end();
    expect(await entries()).toEqual([1, 2]);
    expect(proxy.statements()).toEqual([
      "INSERT INTO entry VALUES (1)",
      "INSERT INTO entry VALUES ($1)",
      "SELEC",
      "SELECT repeat('x', 3000000)",
    ]);
    expect(proxy.messages.filter(({ kind }) => kind === "CommandComplete").map(({ text }) => text)).toEqual([
      "INSERT 0 1",
      "INSERT 0 1",
      "SELECT 1",
    ]);
    expect(proxy.messages.find(({ kind }) => kind === "ErrorResponse")?.text).toBe("42601");
    expect(proxy.roundTrips()).toBe(4);
  });

  test("refuses encryption and goes on without", async () => {
    const url = new URL(proxy.url);
    url.searchParams.set("sslmode", "verify-full");
    await expect(connected(url.href)).rejects.toThrow("does not support SSL");
  });

  test("cuts before the server sees the n-th statement", async () => {
    const client = await connected();
    const cut = proxy.at(beforeStatement(2), () => "cut");
    await client.query("INSERT INTO entry VALUES (1)");
    await expect(client.query("INSERT INTO entry VALUES ($1)", [2])).rejects.toThrow(/Connection terminated|ECONNRESET/);
    expect((await cut).text).toBe("INSERT INTO entry VALUES ($1)");
    await sessionsGone();
    expect(await entries()).toEqual([1]);
  });

  test("cuts after the server has the n-th statement", async () => {
    const client = await connected();
    void proxy.at(afterStatement(1), () => "cut");
    await expect(client.query("INSERT INTO entry VALUES (1)")).rejects.toThrow(/Connection terminated|ECONNRESET/);
    await sessionsGone();
    expect(await entries()).toEqual([1]);
  });

  test.for([
    ["before the server sees COMMIT", beforeStatement(/^COMMIT/), []],
    ["after COMMIT and before the client is told", beforeCompletion(/^COMMIT/), [1]],
  ] as const)("cuts %s", async ([, point, expected]) => {
    const client = await connected();
    void proxy.at(point, () => "cut");
    await client.query("BEGIN");
    await client.query("INSERT INTO entry VALUES (1)");
    await expect(client.query("COMMIT")).rejects.toThrow(/Connection terminated|ECONNRESET/);
    await sessionsGone();
    expect(await entries()).toEqual(expected);
  });

  test("cuts after the client is told of a COMMIT", async () => {
    const client = await connected();
    void proxy.at(afterCompletion(/^COMMIT/), () => "cut");
    const ended = new Promise((resolve) => client.once("end", resolve));
    await client.query("BEGIN; INSERT INTO entry VALUES (1); COMMIT").catch(() => {});
    await ended;
    expect(proxy.messages.filter(({ kind }) => kind === "CommandComplete").at(-1)?.text).toBe("COMMIT");
    expect(await entries()).toEqual([1]);
  });

  test("a message waits for the action at its point", async () => {
    const client = await connected();
    void proxy.at(beforeStatement(/INSERT/), async () => {
      await direct("INSERT INTO entry VALUES (7)");
      return "pass" as const;
    });
    await client.query("INSERT INTO entry SELECT max(id) + 1 FROM entry");
    await client.end();
    expect(await entries()).toEqual([7, 8]);
  });

  test("delays by a round trip, and a burst only once", async () => {
    const client = await connected();
    proxy.delay(100);
    const start = performance.now();
    await client.query("SELECT 1");
    expect(performance.now() - start).toBeGreaterThanOrEqual(99);
    await client.query("SELECT 2; SELECT 3");
    await client.end();
    expect(proxy.roundTrips()).toBe(2);
  });

  test("stalls, then goes on as if nothing had been", async () => {
    const client = await connected();
    const stalled = proxy.at(beforeStatement(1), () => "stall");
    const answer = client.query("INSERT INTO entry VALUES (1) RETURNING id");
    await stalled;
    expect(await entries()).toEqual([]);
    proxy.resume();
    expect((await answer).rows).toEqual([{ id: 1 }]);
    await client.end();
  });

  test("refuses while it is down and comes back on the same port", async () => {
    const client = await connected();
    await proxy.down();
    await expect(client.query("SELECT 1")).rejects.toThrow();
    await expect(connected()).rejects.toThrow("ECONNREFUSED");
    await proxy.up();
    const again = await connected();
    expect((await again.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await again.end();
  });
});
