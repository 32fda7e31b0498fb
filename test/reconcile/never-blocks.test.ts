import { Client } from "pg";
import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { applyRequest } from "../../src/reconcile/request.ts";
import { ask } from "../server/ask.ts";
import { describePostgres } from "../server/postgres.ts";
import { TestProject } from "./project.ts";

/** What the long part of a change waits for until the test has seen that nobody else does. */
type Holds = "gate" | "openTransaction" | "nothing";

interface Row {
  readonly change: string;
  readonly upgrade: string;
  readonly table?: "keyless";
  readonly holds: Holds;
}

/** The rows of the table of online strategies. */
const rows: readonly Row[] = [
  { change: "an index", upgrade: "createIndex: { table: big, name: gated, keys: [ { expression: gate(n) } ] }", holds: "gate" },
  { change: "the drop of an index", upgrade: "dropIndex: { name: gated }", holds: "openTransaction" },
  {
    change: "a unique constraint",
    upgrade: "addConstraint: { table: big, unique: { name: codes, columns: [code] } }",
    holds: "openTransaction",
  },
  {
    change: "a primary key",
    upgrade: "addConstraint: { table: keyless, primaryKey: { columns: [id] } }",
    table: "keyless",
    holds: "openTransaction",
  },
  { change: "a check", upgrade: "addConstraint: { table: big, check: { name: positive, expression: gate(n) > 0 } }", holds: "gate" },
  {
    change: "a foreign key",
    upgrade: "addConstraint: { table: big, foreignKey: { columns: [team], references: { table: teams, columns: [id] } } }",
    holds: "nothing",
  },
  { change: "NOT NULL", upgrade: "alterColumn: { table: big, column: code, nullable: false }", holds: "nothing" },
  {
    change: "a column with a constant default",
    upgrade: "addColumn: { table: big, column: { name: level, type: integer, nullable: false, default: '7' } }",
    holds: "nothing",
  },
  {
    change: "a column with a default for each row",
    upgrade: "addColumn: { table: big, column: { name: token, type: integer, nullable: false, default: gate(5) } }",
    holds: "gate",
  },
  { change: "another type", upgrade: "alterColumn: { table: big, column: m, type: bigint, using: 'gate(m)' }", holds: "gate" },
  { change: "a column under two names", upgrade: "renameColumn: { table: big, from: note, to: remark, keepOld: true }", holds: "nothing" },
  {
    change: "the type of a primary key that others refer to",
    upgrade: "alterColumn: { table: big, column: id, type: bigint }",
    holds: "nothing",
  },
];

const setup = `
  CREATE FUNCTION gate(n integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
    IF current_setting('application_name') LIKE 'keelson%' THEN
      WHILE NOT pg_try_advisory_lock_shared(4242) LOOP PERFORM pg_sleep(0.01); END LOOP;
      PERFORM pg_advisory_unlock_shared(4242);
    END IF;
    RETURN n; END $$;
  CREATE TABLE teams (id integer PRIMARY KEY); INSERT INTO teams VALUES (1);
  CREATE TABLE big (id integer PRIMARY KEY, n integer, m integer, code text, team integer, note text);
  INSERT INTO big SELECT i, i, i, i::text, 1, 'x' FROM generate_series(1, 200000) i;
  CREATE TABLE smaller (big integer REFERENCES big ON DELETE CASCADE); INSERT INTO smaller SELECT generate_series(1, 20000);
  CREATE TABLE keyless (id integer NOT NULL, n integer); INSERT INTO keyless SELECT i, i FROM generate_series(1, 150000) i; ANALYZE;`;

/**
 * No lock of a stage is waited for longer than policy.lockTimeout and held longer than the budget, 1.1 s together; the server ends whoever waits
 * for more than twice as long. So nothing here depends on how fast the machine is.
 */
const patience = 2_500;

/** What an application does all the time, on rows of its own. */
class Application {
  readonly #client: Client;
  #next: number;

  private constructor(client: Client, first: number) {
    this.#client = client;
    this.#next = first;
  }

  /** `first`: the first of its rows. */
  static async open(url: string, first: number): Promise<Application> {
    const client = new Client({ connectionString: url, application_name: "shop" });
    // Where the test fails, its database goes before its sessions.
    client.on("error", () => undefined);
    await client.connect();
    await client.query(`SET lock_timeout = ${patience}`);
    return new Application(client, first);
  }

  async work(table: "big" | "keyless"): Promise<void> {
    const id = this.#next++;
    await this.#client.query(`SELECT n FROM ${table} WHERE id = 150000`);
    await this.#client.query(
      table === "big" ? `INSERT INTO big (id, n, m, code, team) VALUES (${id}, 1, 1, '${id}', 1)` : `INSERT INTO keyless VALUES (${id}, 1)`,
    );
    await this.#client.query(`UPDATE ${table} SET n = n + 1 WHERE id = ${id}`);
  }

  close = () => this.#client.end();
}

describePostgres("a change of a table with many rows", (server) => {
  test("never keeps an application waiting that reads and writes it", { timeout: 600_000 }, async () => {
    await using database = await server.database();
    await ask(database.url, setup);
    const application = await Application.open(database.url, 1_000_000);
    const beside = await Application.open(database.url, 2_000_000);
    const holder = new Client({ connectionString: database.url });
    holder.on("error", () => undefined);
    await holder.connect();
    const project = new TestProject(postgresql, database.url);
    project.database = "policy: { destructive: allow }";
    let before: string | null = null;
    for (const [at, { change, upgrade, table = "big", holds }] of rows.entries()) {
      project.revision(`r${at}`, before, `upgrade: [ { ${upgrade} } ]`);
      before = `r${at}`;
      await hold(holder, holds, table, at);
      let running = true;
      const run = project.with((opened) => reconcile(opened, applyRequest("head"))).finally(() => (running = false));
      const steady = (async () => {
        while (running) await application.work(table);
      })();
      if (holds !== "nothing") {
        await waitsFor(database.url, holds, () => running);
        await beside.work(table);
      }
      await release(holder, holds);
      expect(await run, change).toMatchObject({ exitCode: 0 });
      await steady;
    }
    await Promise.all([application.close(), beside.close(), holder.end()]);
  });
});

/** The gate is closed; or a transaction that has written is open, for whose end a concurrent build or drop of an index waits. */
async function hold(holder: Client, holds: Holds, table: string, at: number): Promise<void> {
  if (holds === "gate") await holder.query("SELECT pg_advisory_lock(4242)");
  if (holds === "openTransaction") await holder.query(`BEGIN; UPDATE ${table} SET n = n WHERE id = ${10 + at}`);
}

const release = async (holder: Client, holds: Holds): Promise<void> => {
  if (holds === "gate") await holder.query("SELECT pg_advisory_unlock(4242)");
  if (holds === "openTransaction") await holder.query("COMMIT");
};

/** Until keelson's own work stands still where it is held. */
async function waitsFor(url: string, holds: Exclude<Holds, "nothing">, running: () => boolean): Promise<void> {
  const event = holds === "gate" ? "wait_event = 'PgSleep'" : "wait_event_type = 'Lock' AND wait_event = 'virtualxid'";
  while (
    running() &&
    !(await ask(
      url,
      `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'keelson%' AND datname = current_database() AND ${event})`,
    ))
  );
  expect(running(), "it ended before anybody saw it wait").toBe(true);
}
