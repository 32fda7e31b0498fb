import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { compare } from "../../src/reconcile/compare.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { ask } from "../server/ask.ts";
import { postgresServers } from "../server/postgres.ts";
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

/** As `pg_upgrade` leaves it: all that is there, with keelson's own schema. */
async function move(from: string, to: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "keelson-move-"));
  try {
    const file = join(folder, "all.sql");
    await runPostgresTool("pg_dump", ["--no-owner", "--file", file, "--dbname", from]);
    await runPostgresTool("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", file, "--dbname", to]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
