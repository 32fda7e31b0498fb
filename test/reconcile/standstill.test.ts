import { Client } from "pg";
import { expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import type { Dialect } from "../../src/port/dialect.ts";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { reconcileRequest } from "../../src/reconcile/request.ts";
import type { Standstill, StandstillMemory } from "../../src/reconcile/standstill.ts";
import { askRows } from "../server/ask.ts";
import { describeNewestPostgres, startServer } from "../server/postgres.ts";
import { TestProject } from "./project.ts";

const createTable = (name: string) => `upgrade: [ { createTable: { name: ${name}, columns: [ { name: id, type: integer } ] } } ]`;

/** Counts the visits that became sessions. */
function counted(): Dialect & { readonly stays: () => number } {
  let stays = 0;
  return {
    ...postgresql,
    stays: () => stays,
    visit: async (target, options) => {
      const visit = await postgresql.visit?.(target, options);
      if (visit === undefined) throw new Error("PostgreSQL can be visited");
      return {
        ...visit,
        stay: () => {
          stays++;
          return visit.stay();
        },
      };
    },
  };
}

function memory(): StandstillMemory {
  let kept: Standstill | undefined;
  return {
    recall: () => kept,
    remember: (standstill) => {
      kept = standstill;
    },
  };
}

describeNewestPostgres("a database that is looked at again and again", () => {
  const begin = async () => {
    // Of its own: whatever anybody writes on a server is a reason to look.
    const target = await startServer();
    const dialect = counted();
    const project = new TestProject(dialect, target.url);
    project.revision("a", null, createTable("a"));
    const remembered = memory();
    const look = async () => {
      const before = dialect.stays();
      const { status, situation } = await reconcileOnce(project.options({ memory: remembered }), reconcileRequest("head"));
      return { situation, heads: status.revision.current, drift: status.drift?.objects.length ?? 0, looked: dialect.stays() > before };
    };
    /** One look brings it about, one remembers what it saw, the next finds nothing new: autovacuum may write in between. */
    const untilStill = async () => {
      let seen = await look();
      for (let more = 0; more < 5 && seen.looked; more++) seen = await look();
      expect(seen).toEqual({ situation: "inSync", heads: ["a"], drift: 0, looked: false });
    };
    return { target, project, look, untilStill, [Symbol.asyncDispose]: () => target[Symbol.asyncDispose]() };
  };

  test("is left alone while nothing was written", async () => {
    await using shop = await begin();
    expect(await shop.look()).toMatchObject({ heads: ["a"], looked: true });
    await shop.untilStill();
  });

  test("is looked at after any change, be it a hand's, the source's or the journal's", async () => {
    await using shop = await begin();
    await shop.untilStill();
    await askRows(shop.target.url, "ALTER TABLE a ADD COLUMN oops text");
    expect(await shop.look()).toMatchObject({ drift: 1, looked: true });
    await askRows(shop.target.url, "ALTER TABLE a DROP COLUMN oops");
    await shop.untilStill();
    shop.project.revision("b", "a", createTable("b"));
    expect(await shop.look()).toMatchObject({ heads: ["b"], looked: true });
  });

  test("is looked at when a transaction that was open at the last look has ended", async () => {
    await using shop = await begin();
    await shop.untilStill();
    await using other = await openTransaction(shop.target.url, "CREATE TABLE theirs (id integer)");
    await shop.untilStill();
    await other.commit();
    expect(await shop.look()).toMatchObject({ looked: true });
  });
});

describeNewestPostgres("a database beside which others are written in", () => {
  const begin = async () => {
    // A worker that is connected for a moment is a reason to look.
    const server = await startServer({ settings: { autovacuum: "off" } });
    for (const name of ["shop", "neighbour"]) await askRows(server.url, `CREATE DATABASE ${name}`);
    const dialect = counted();
    const project = new TestProject(dialect, server.urlOf("shop"));
    project.revision("a", null, createTable("a"));
    const remembered = memory();
    let hours = 0;
    const clock = { ...systemClock, now: () => new Date(Date.now() + hours * 3_600_000) };
    const look = async () => {
      const before = dialect.stays();
      const { status } = await reconcileOnce(project.options({ memory: remembered, clock }), reconcileRequest("head"));
      return { drift: status.drift?.objects.length ?? 0, looked: dialect.stays() > before };
    };
    const elsewhere = () => askRows(server.urlOf("neighbour"), "CREATE TABLE IF NOT EXISTS t (id integer); INSERT INTO t VALUES (1)");
    /** One look brings it about, or sees what was taken back, and one remembers what it saw. */
    const untilStill = async () => {
      for (let time = 0; time < 2; time++) await look();
      await elsewhere();
      expect(await look()).toEqual({ drift: 0, looked: false });
    };
    await untilStill();
    const pass = (more: number): void => {
      hours += more;
    };
    return {
      server,
      look,
      untilStill,
      elsewhere,
      pass,
      url: server.urlOf("shop"),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  };
  const change = "ALTER TABLE a ADD COLUMN oops text";

  test("is left alone", async () => {
    await using shop = await begin();
    for (let time = 0; time < 3; time++) {
      await shop.elsewhere();
      expect(await shop.look()).toMatchObject({ looked: false });
    }
  });

  test("is looked at where somebody wrote in it too, connected still or not", async () => {
    await using shop = await begin();
    await askRows(shop.url, change);
    expect(await shop.look()).toEqual({ drift: 1, looked: true });
    await askRows(shop.url, "ALTER TABLE a DROP COLUMN oops");
    await shop.untilStill();
    await using theirs = await openTransaction(shop.url, change);
    await theirs.commit();
    expect(await shop.look()).toEqual({ drift: 1, looked: true });
  });

  test("is looked at where another one's session, connected still, set something for it", async () => {
    await using shop = await begin();
    await using theirs = await openTransaction(shop.server.urlOf("neighbour"), "ALTER DATABASE shop SET work_mem = '1MB'");
    await theirs.commit();
    expect(await shop.look()).toMatchObject({ looked: true });
  });

  test("is looked at after a crash, which forgets what was counted", async () => {
    await using shop = await begin();
    await using theirs = await openTransaction(shop.url, `SET LOCAL synchronous_commit = on; ${change}`);
    await theirs.commit();
    const [own] = await theirs.rows("SELECT pg_backend_pid() AS pid");
    process.kill(Number(own?.["pid"]), "SIGKILL");
    await expect.poll(() => askRows(shop.url, "SELECT 1").catch(() => undefined)).toBeDefined();
    expect(await shop.look()).toEqual({ drift: 1, looked: true });
  });

  test("is looked at when it was made anew under its name", async () => {
    await using shop = await begin();
    await askRows(shop.server.urlOf("neighbour"), "ALTER DATABASE shop RENAME TO sold");
    await askRows(shop.server.urlOf("neighbour"), "CREATE DATABASE shop TEMPLATE sold");
    expect(await shop.look()).toMatchObject({ looked: true });
  });

  test("is looked at within an hour where a session kept itself from being counted", async () => {
    await using shop = await begin();
    await askRows(shop.url, `SET track_counts = off; ${change}`);
    shop.pass(0.9);
    await shop.look();
    shop.pass(0.2);
    await shop.elsewhere();
    expect(await shop.look()).toEqual({ drift: 1, looked: true });
  });
});

async function openTransaction(url: string, statement: string) {
  const client = new Client(url);
  await client.connect();
  await client.query(`BEGIN; ${statement}`);
  // A server that crashes ends it.
  client.on("error", () => undefined);
  return {
    rows: async (sql: string) => (await client.query(sql)).rows,
    commit: () => client.query("COMMIT"),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
