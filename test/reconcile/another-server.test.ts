import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { compare } from "../../src/reconcile/compare.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { ask } from "../server/ask.ts";
import { describePostgres, postgresServers } from "../server/postgres.ts";
import { havePostgresTools, runPostgresTool } from "../server/postgres-tool.ts";
import { TestProject } from "./project.ts";

const [newest, oldest] = [postgresServers.at(0), postgresServers.at(-1)];

const revision = `upgrade: [
  { createTable: {
    name: users,
    columns: [ { name: id, type: bigint, nullable: false }, { name: state, type: varchar(10), default: "'new'" } ],
    primaryKey: { columns: [id] },
    checks: [ { name: known, expression: "state IN ('new', 'old')" } ] } },
  { createView: { name: newcomers, query: "SELECT id, upper(state) AS state FROM users WHERE state = 'new'" } } ]`;

describe.skipIf(newest === undefined || oldest === undefined || newest === oldest || !havePostgresTools)(
  "a database that moved to a server of another version",
  () => {
    test("has not drifted where that spells what is there otherwise; a hand is seen all the same", { timeout: 60_000 }, async () => {
      if (newest === undefined || oldest === undefined) return;
      await using old = await oldest.database();
      await using now = await newest.database();
      const before = new TestProject(postgresql, old.url);
      before.revision("a", null, revision);
      expect(await before.with((run) => reconcile(run, upgradeRequest("head")))).toMatchObject({ exitCode: 0 });
      await move(old.url, now.url);

      const after = new TestProject(postgresql, now.url);
      after.revision("a", null, revision);
      const query = "SELECT pg_get_viewdef('newcomers'::regclass)";
      expect(await ask(now.url, query)).not.toBe(await ask(old.url, query));
      expect((await after.with(compare)).comparison).toMatchObject({ state: "inSync" });
      // What is there is told of by this server from then on.
      expect(await after.with((run) => reconcile(run, reconcileRequest("head")))).toMatchObject({ exitCode: 0 });
      await ask(now.url, "CREATE OR REPLACE VIEW newcomers AS SELECT id, lower(state) AS state FROM users WHERE state = 'new'");
      expect((await after.with(compare)).comparison).toMatchObject({ state: "drift" });
    });
  },
);

describePostgres("what a server prints otherwise once it has read it again", (server) => {
  const nested = `upgrade: [
    { createTable: { name: t, columns: [ { name: a, type: integer } ], checks: [ { name: c, expression: "a BETWEEN 1 AND 9 AND a <> 5" } ] } },
    { createView: { name: v, query: "SELECT (SELECT 'x') UNION ALL SELECT a::text FROM t WHERE (a, a) = (1, 1) AND a > 0" } } ]`;
  const definition = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'c'";

  test.skipIf(!havePostgresTools)("is no drift in a database that was restored from a dump", { timeout: 60_000 }, async () => {
    await using old = await server.database();
    await using now = await server.database();
    const [before, after] = [new TestProject(postgresql, old.url), new TestProject(postgresql, now.url)];
    for (const project of [before, after]) project.revision("a", null, nested);
    expect(await before.with((run) => reconcile(run, upgradeRequest("head")))).toMatchObject({ exitCode: 0 });
    await move(old.url, now.url);
    expect(await ask(now.url, definition)).not.toBe(await ask(old.url, definition));
    expect((await after.with(compare)).comparison).toMatchObject({ state: "inSync", drift: [] });
  });

  test("is no drift where only a part was made again, and a hand is seen beside it", async () => {
    await using database = await server.database();
    const project = new TestProject(postgresql, database.url);
    project.revision("a", null, nested);
    expect(await project.with((run) => reconcile(run, upgradeRequest("head")))).toMatchObject({ exitCode: 0 });
    const again = await ask(database.url, definition);
    await ask(database.url, `ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c ${String(again)}`);
    expect((await project.with(compare)).comparison).toMatchObject({ state: "inSync", drift: [] });
    await ask(database.url, "CREATE OR REPLACE VIEW v AS SELECT 'y'::text AS \"?column?\"");
    expect((await project.with(compare)).comparison.drift).toEqual([
      { kind: "view", name: "public.v", change: "changed", fields: ["query"] },
    ]);
  });
});

/** As `pg_upgrade` leaves it: all that is there, with keelson's own schema. */
async function move(from: string, to: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "keelson-move-"));
  try {
    const file = join(folder, "all.sql");
    await runPostgresTool("pg_dump", ["--no-owner", "--file", file, "--dbname", from]);
    // What the newest pg_dump sets, older servers do not know.
    await writeFile(file, (await readFile(file, "utf8")).replace(/^SET transaction_timeout.*$/m, ""));
    await runPostgresTool("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", file, "--dbname", to]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
