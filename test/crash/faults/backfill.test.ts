import { expect, test } from "vitest";
import { afterStatement, beforeCompletion, beforeStatement, type Point } from "../../proxy/point.ts";
import { startProxy } from "../../proxy/start-proxy.ts";
import { seededShare } from "../../seeded-share.ts";
import { ask, askRows } from "../../server/ask.ts";
import type { SharedServer, TestDatabase } from "../../server/postgres.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject, told } from "./project.ts";
import { openSession } from "./watch.ts";

const rows = 3000;
const table = `CREATE TABLE account (id bigint PRIMARY KEY, visits int NOT NULL DEFAULT 0, email text, email_key text);
  INSERT INTO account SELECT i, 0, 'P' || i || '@X.org' FROM generate_series(1, ${rows}) i`;
const increment =
  "upgrade:\n  - backfill: { table: account, set: { visits: visits + 1 }, batch: { rows: 200, target: 5ms } }\n    downgrade: []";
const counted = "SELECT count(*) || ' ' || min(visits) || ' ' || max(visits) FROM account";

async function begin(server: SharedServer, upgrade: string): Promise<{ readonly database: TestDatabase; readonly project: FaultProject }> {
  const database = await server.database();
  await ask(database.url, table);
  const project = new FaultProject({ url: database.url });
  project.revision("r1", [], upgrade);
  return { database, project };
}

describeFaults("backfill", (server) => {
  test("63: killed at the boundary of any batch and inside it: each row counted once", { timeout: 600_000 }, async () => {
    const numbers = [1, 2, 3, 4, 5, 6];
    const points: readonly Point[] = numbers.flatMap((number) => [
      { ...beforeStatement(/WITH work AS/), number },
      { ...afterStatement(/WITH work AS/), number },
      { ...afterStatement(/INSERT INTO keelson\.backfill|UPDATE keelson\.backfill/), number },
      beforeCompletion(/^COMMIT$/, number + 2),
    ]);
    for (const point of seededShare(points, 5)) {
      const { database, project } = await begin(server, increment);
      await using proxy = await startProxy(database.url);
      const { child, finished } = project.start(["upgrade"], proxy.url);
      const killed = proxy.at(point, () => {
        child.kill("SIGKILL");
        return "pass";
      });
      await Promise.race([killed, finished]);
      await finished;
      await project.upgrade();
      expect(await ask(database.url, counted), `${point.when} ${point.text} ${point.number}`).toBe(`${rows} 1 1`);
      project[Symbol.dispose]();
      await database.drop();
    }
  });

  test("64: rows inserted, updated, deleted and renumbered meanwhile: at the end none is left, none has a stale value, none is lost", {
    timeout: 120_000,
  }, async () => {
    const { database, project } = await begin(
      server,
      'upgrade:\n  - backfill: { table: account, set: { email_key: lower(email) }, where: "email_key IS DISTINCT FROM lower(email)", batch: { rows: 100, target: 5ms } }\n    downgrade: []',
    );
    const expected = new Map(Array.from({ length: rows }, (_, at) => [at + 1, `P${at + 1}@X.org`]));
    let meanwhile = 0;
    let on = true;
    /** Each writer has rows of its own, so that it knows what each must hold at the end. */
    const writer = async (own: number) => {
      const session = await openSession(database.url);
      const mine = [...expected.keys()].filter((id) => id % 2 === own);
      // So many that they are done before the run is: who inserts before the cursor for ever, faster than it goes, is never caught up with.
      for (let n = 1; n <= 400; n++) {
        const [updated, deleted, renumbered] = [n * 7, n * 7 + 2, n * 7 + 4].map((at) => mine[at % mine.length] as number) as [
          number,
          number,
          number,
        ];
        await session.query("UPDATE account SET email = $2, email_key = lower($2) WHERE id = $1", [updated, `Q${n}@Y.org`]);
        if (expected.has(updated)) expected.set(updated, `Q${n}@Y.org`);
        const inserted = 10_000 + n * 10 + own;
        await session.query("INSERT INTO account (id, email) VALUES ($1, $2)", [inserted, `N${n}@Z.org`]);
        expected.set(inserted, `N${n}@Z.org`);
        await session.query("DELETE FROM account WHERE id = $1", [deleted]);
        expected.delete(deleted);
        const email = expected.get(renumbered);
        await session.query("UPDATE account SET id = -id WHERE id = $1", [renumbered]);
        expected.delete(renumbered);
        if (email !== undefined) expected.set(-renumbered, email);
        if (on) meanwhile += 4;
      }
      await session.end();
    };
    const writers = [writer(0), writer(1)];
    const run = await project.start(["upgrade"]).finished;
    on = false;
    await Promise.all(writers);
    expect(run.code, told(run)).toBe(0);
    expect(meanwhile).toBeGreaterThan(200);
    // What came after the run is for whoever writes it: the next revision's keeping in step is another test.
    await project.upgrade();
    const found = await askRows<{ id: string; email: string; email_key: string | null }>(
      database.url,
      "SELECT id::text, email, email_key FROM account",
    );
    expect(Object.fromEntries(found.map(({ id, email }) => [id, email]))).toEqual(Object.fromEntries(expected));
    expect(found.filter(({ email, email_key }) => email_key !== null && email_key !== email.toLowerCase())).toEqual([]);
    project[Symbol.dispose]();
    await database.drop();
  });

  test("65: a batch meets rows that others have locked in the opposite order: smaller, until it is through", {
    timeout: 120_000,
  }, async () => {
    const { database, project } = await begin(server, increment);
    let on = true;
    const opposite = async () => {
      const session = await openSession(database.url);
      for (let n = 0; on; n++) {
        const high = rows - (n % 50);
        await session
          .query(
            `BEGIN; UPDATE account SET email = email WHERE id = ${high}; UPDATE account SET email = email WHERE id = ${high - 900}; COMMIT`,
          )
          .catch(() => session.query("ROLLBACK"));
      }
      await session.end();
    };
    const writers = [opposite(), opposite()];
    const run = await project.start(["upgrade"]).finished;
    on = false;
    await Promise.all(writers);
    expect(run.code, told(run)).toBe(0);
    expect(await ask(database.url, counted)).toBe(`${rows} 1 1`);
    project[Symbol.dispose]();
    await database.drop();
  });

  test("66: a poison row: stops and names what it holds, no endless loop, goes on when it is mended, no row twice", {
    timeout: 60_000,
  }, async () => {
    const { database, project } = await begin(
      server,
      "upgrade:\n  - backfill: { table: account, set: { visits: visits + email_key::int }, batch: { rows: 200 } }\n    downgrade: []",
    );
    await ask(database.url, "UPDATE account SET email_key = '1'; UPDATE account SET email_key = 'poison' WHERE id = 1700");
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.stdout).toContain("22P02");
    expect(failed.stdout).toContain("poison");
    const [done] = await askRows<{ done: number }>(database.url, "SELECT count(*)::int AS done FROM account WHERE visits = 1");
    expect(done?.done).toBeGreaterThan(0);
    await ask(database.url, "UPDATE account SET email_key = '1' WHERE id = 1700");
    await project.upgrade();
    expect(await ask(database.url, counted)).toBe(`${rows} 1 1`);
    project[Symbol.dispose]();
    await database.drop();
  });

  test.each([
    [
      "a composite key",
      "CREATE TABLE thing (a int, b text, n int DEFAULT 0, PRIMARY KEY (a, b)); INSERT INTO thing SELECT i % 7, 'x' || i FROM generate_series(1, 500) i",
    ],
    [
      "a uuid",
      "CREATE TABLE thing (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), i int, n int DEFAULT 0); INSERT INTO thing (i) SELECT i FROM generate_series(1, 500) i",
    ],
    [
      "names that want quotes",
      'CREATE TABLE thing ("Key $" text PRIMARY KEY, i int, n int DEFAULT 0); INSERT INTO thing SELECT chr(39) || i, i FROM generate_series(1, 500) i',
    ],
  ])("68: %s: every row once", async (_, sql) => {
    await using database = await server.database();
    await ask(database.url, sql.replaceAll(" n int", " tally int"));
    using project = new FaultProject(database);
    project.revision(
      "r1",
      [],
      "upgrade:\n  - backfill: { table: thing, set: { tally: tally + 1 }, batch: { rows: 60 } }\n    downgrade: []",
    );
    await project.upgrade();
    expect(await ask(database.url, "SELECT count(*) || ' ' || min(tally) || ' ' || max(tally) FROM thing")).toBe("500 1 1");
  });

  test("68: no key at all is refused by name", async () => {
    await using database = await server.database();
    await ask(database.url, "CREATE TABLE thing (id int, tally int); INSERT INTO thing VALUES (1, 0)");
    using project = new FaultProject(database);
    project.revision("r1", [], "upgrade:\n  - backfill: { table: thing, set: { tally: tally + 1 } }\n    downgrade: []");
    const refused = await project.exits(3, ["upgrade", "-o", "json"]);
    expect(refused.stdout).toContain("thing");
    expect(refused.stdout).toContain("key");
  });

  test("69: while many rows are filled no transaction of ours grows old", { timeout: 120_000 }, async () => {
    await using database = await server.database();
    await ask(
      database.url,
      "CREATE TABLE thing (id bigint PRIMARY KEY, tally int NOT NULL, filler text); INSERT INTO thing SELECT i, 0, repeat('x', 200) FROM generate_series(1, 100000) i",
    );
    using project = new FaultProject(database);
    project.revision("r1", [], "upgrade:\n  - backfill: { table: thing, set: { tally: tally + 1 } }\n    downgrade: []");
    const watcher = await openSession(database.url);
    const run = project.start(["upgrade"]);
    let ended = false;
    void run.finished.then(() => (ended = true));
    let oldest = 0;
    while (!ended) {
      const { rows: ages } = await watcher.query<{ age: string | null }>(
        "SELECT max(extract(epoch FROM clock_timestamp() - xact_start)) AS age FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'keelson'",
      );
      oldest = Math.max(oldest, Number(ages[0]?.age ?? 0));
    }
    await watcher.end();
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
    expect(oldest).toBeGreaterThan(0);
    expect(oldest).toBeLessThan(5);
    expect(await ask(database.url, "SELECT count(*) || ' ' || min(tally) || ' ' || max(tally) FROM thing")).toBe("100000 1 1");
  });
});
