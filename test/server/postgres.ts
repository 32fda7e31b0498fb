import { randomBytes } from "node:crypto";
import { escapeIdentifier } from "pg";
import { describe, inject } from "vitest";
import { askRows } from "./ask.ts";
import type { Major } from "./majors.ts";

export { startServer, type Server, type ServerOptions } from "./start-server.ts";

/** An empty database of one test. */
export interface TestDatabase extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  /** Ends its sessions and removes it. What is not dropped goes with the cluster when the run ends. */
  drop(): Promise<void>;
}

/** A server that all test files of this run share: nothing outside of one's own databases may be changed in it. */
export interface SharedServer {
  readonly major: Major;
  /** Of the database `postgres`, as the superuser. */
  readonly url: string;
  /** A new database, by default empty, else a copy of `template`, which nobody may be connected to. */
  database(template?: string): Promise<TestDatabase>;
}

/** The servers of this run, newest first; none on a machine that has no binaries. */
export const postgresServers: readonly SharedServer[] = inject("postgresServers").map(({ major, url }) => ({
  major,
  url,
  database: (template = "template0") => createDatabase(url, template),
}));

/** The newest server of this run. Throws where there is none: for use inside of `describePostgres`. */
export const postgres: Pick<SharedServer, "database"> = {
  database: async (template) => {
    const [newest] = postgresServers;
    if (newest === undefined) throw new Error("no PostgreSQL server in this run");
    return newest.database(template);
  },
};

/** `describe` once for every server of this run, or one skipped suite where there is none. */
export function describePostgres(name: string, suite: (server: SharedServer) => void): void {
  if (postgresServers.length === 0) describe.skip(`${name} (no PostgreSQL server)`, () => {});
  for (const server of postgresServers) describe(`${name} (PostgreSQL ${server.major})`, () => suite(server));
}

/** `describePostgres` for the newest server alone: where the version makes no difference to what is tried, or there is nothing to try before the one of `since`. */
export function describeNewestPostgres(name: string, suite: (server: SharedServer) => void, since = 0): void {
  const newest = postgresServers.find(({ major }) => major >= since);
  if (newest === undefined) describe.skip(`${name} (no PostgreSQL server)`, () => {});
  else describe(name, () => suite(newest));
}

async function createDatabase(adminUrl: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await askRows(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${escapeIdentifier(template)}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const drop = async () => void (await askRows(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return { name, url: url.href, drop, [Symbol.asyncDispose]: drop };
}
