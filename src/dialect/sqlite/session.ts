import { sql } from "@databases/sqlite";
import { systemClock } from "../../core/clock.ts";
import type { Milliseconds } from "../../core/duration.ts";
import type { ConnectionTarget, ConnectOptions } from "../../port/dialect.ts";
import type { JournalStore } from "../../port/journal.ts";
import type { LeaseStore } from "../../port/lease.ts";
import type { ServerInfo, Session } from "../../port/session.ts";
import type { StageRunner } from "../../port/stage-runner.ts";
import { canonical } from "./canonical.ts";
import { inspect } from "./catalogue.ts";
import { Connection } from "./connection/connection.ts";
import type { DatabaseFile } from "./connection/open-file.ts";
import { fileEpoch, findFile } from "./connection/open-file.ts";
import { told } from "./connection/told.ts";
import { readFacts } from "./facts.ts";
import { createJournalStore } from "./journal/store.ts";
import { createLeaseStore } from "./lease/lease-store.ts";
import { observe } from "./observe.ts";
import { readStatistics } from "./statistics.ts";
import { createStageRunner } from "./stage/stage-runner.ts";

/** How long a statement waits for another program's lock before it fails, and the executor decides. */
const patience: Milliseconds = 3000;

/** Makes no file where there is none. @throws DatabaseError */
export const openFile = (
  { path, shown, access }: DatabaseFile,
  { connectTimeout, otherFiles = "allowed" }: ConnectOptions,
): Promise<Connection> =>
  Connection.open(path, {
    shown,
    access,
    patience,
    openTimeout: connectTimeout,
    otherFiles,
    settings: ["PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF"],
    clock: systemClock,
    random: Math.random,
  });

/** A session on one file: a connection for all work, and a second one, opened when first asked for, for the lease. @throws DatabaseError */
export async function openSession(target: ConnectionTarget, options: ConnectOptions): Promise<Session> {
  const file = findFile(target);
  const connection = await openFile(file, options);
  const second = lazily(() => openFile(file, options));
  const server = await serverInfo(connection, file);
  // Made when they are asked for: where there is nothing to do nobody does.
  let journal: JournalStore | undefined;
  let lease: LeaseStore | undefined;
  let stages: StageRunner | undefined;
  return told(file.shown, {
    server,
    observe: (project, schemas) => observe(connection, server, project, schemas),
    inspect: (request) => inspect(connection, request),
    facts: (tables, columns) => readFacts(connection, server.versionNumber, tables, columns),
    rows: async (request) => (await import("./compare-rows.ts")).compareRows(connection, request),
    statistics: (tables) => readStatistics(connection, server.versionNumber, tables),
    canonical,
    get journal() {
      return (journal ??= told(file.shown, createJournalStore(connection)));
    },
    get lease() {
      return (lease ??= told(file.shown, leaseOn(second.get)));
    },
    get stages() {
      return (stages ??= createStageRunner(connection, systemClock));
    },
    close: async () => {
      await second.opened()?.then((lease) => lease.close());
      await connection.close();
    },
  });
}

async function serverInfo(connection: Connection, { path, shown, access }: DatabaseFile): Promise<ServerInfo> {
  const [row] = await connection.rows<{ readonly version: string }>(sql`SELECT sqlite_version() AS version`);
  const version = row?.version ?? "";
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return {
    version,
    versionNumber: major * 1_000_000 + minor * 1000 + patch,
    // Another one once this session has made the file.
    get epoch() {
      return fileEpoch(path);
    },
    readOnly: access === "read",
    pooled: false,
    database: shown,
  };
}

function lazily<T>(make: () => Promise<T>): { readonly get: () => Promise<T>; readonly opened: () => Promise<T> | undefined } {
  let made: Promise<T> | undefined;
  return { get: () => (made ??= make()), opened: () => made };
}

/** The lease lives on the second connection: the first may be in the middle of a stage. */
function leaseOn(connect: () => Promise<Connection>): LeaseStore {
  const store = async () => createLeaseStore(await connect(), systemClock);
  return {
    tryAcquire: async (request) => (await store()).tryAcquire(request),
    beat: async (grant) => (await store()).beat(grant),
    release: async (grant) => (await store()).release(grant),
    holder: async () => (await store()).holder(),
    revoke: async () => (await store()).revoke(),
  };
}
