import { randomUUID } from "node:crypto";
import { sql } from "@databases/sqlite";
import type { Clock } from "../../../core/clock.ts";
import { DatabaseError } from "../../../core/error.ts";
import type { LeaseGrant, LeaseHolder, LeaseRequest, LeaseStore } from "../../../port/lease.ts";
import type { Connection } from "../connection/connection.ts";
import { isBusy } from "../connection/sqlite-fault.ts";
import { inTransaction } from "../connection/transaction.ts";
import { ensureJournal } from "../journal/ensure.ts";
import { readFormat } from "../journal/format.ts";
import { leaseLost } from "./lease-lost.ts";
import { isDead, thisProcess } from "./process-identity.ts";

interface LeaseRow {
  readonly holder: string | null;
  readonly project: string;
  readonly info: string;
  readonly process: string | null;
  readonly since: string;
  readonly expires: number;
}

/**
 * The one row of `keelson_lease`. A stage reads its token inside its own write transaction, so a holder that lost it cannot commit;
 * and while a stage runs nobody can take the lease, because taking needs the same write lock.
 */
export function createLeaseStore(connection: Connection, clock: Clock): LeaseStore {
  return {
    tryAcquire: (request) => tryAcquire(connection, clock, request),
    beat: (grant) => beat(connection, clock, grant),
    release: async ({ token, holder }) => {
      // Lost already, or the file is busy or gone: the lease ends by itself.
      await inTransaction(connection, () =>
        connection.rows(sql`UPDATE keelson_lease SET holder = NULL WHERE token = ${token} AND holder = ${holder}`),
      ).catch(() => undefined);
    },
    holder: async () => held(await readRow(connection), clock),
    revoke: async () => {
      if ((await readFormat(connection)) === null) return null;
      return inTransaction(connection, async () => {
        const row = await readRow(connection);
        await connection.rows(sql`UPDATE keelson_lease SET token = ${randomUUID()}, holder = NULL`);
        return row === undefined || row.holder === null ? null : holderOf(row);
      });
    },
  };
}

async function readRow(connection: Connection): Promise<LeaseRow | undefined> {
  if ((await readFormat(connection)) === null) return undefined;
  const [row] = await connection.rows<LeaseRow>(
    sql`SELECT holder, project, info, process, since, expires_ms AS expires FROM keelson_lease`,
  );
  return row;
}

async function tryAcquire(connection: Connection, clock: Clock, request: LeaseRequest): ReturnType<LeaseStore["tryAcquire"]> {
  await ensureJournal(connection);
  // Looked at without a lock first: those who wait do not get in the way of the one who works.
  const seen = await readRow(connection);
  if (seen !== undefined && !isFree(seen, request, clock)) return { heldBy: holderOf(seen) };
  try {
    return await inTransaction(connection, async () => {
      const row = await readRow(connection);
      if (row !== undefined && !isFree(row, request, clock)) return { heldBy: holderOf(row) };
      return { grant: await take(connection, clock, request) };
    });
  } catch (error) {
    if (!isBusy(error)) throw error;
    const row = await readRow(connection);
    if (row !== undefined && row.holder !== null) return { heldBy: holderOf(row) };
    throw new DatabaseError(`${connection.shown} is being written by another program`, {
      code: "database-busy",
      remedy: "Wait until it is done",
      retryable: true,
      cause: error,
    });
  }
}

function isFree({ holder, expires, process }: LeaseRow, request: LeaseRequest, clock: Clock): boolean {
  return holder === null || holder === request.holder || expires <= clock.now().getTime() || isDead(process);
}

async function take(connection: Connection, clock: Clock, { holder, project, ttlMs, info }: LeaseRequest): Promise<LeaseGrant> {
  const token = randomUUID();
  const now = clock.now();
  await connection.rows(sql`INSERT OR REPLACE INTO keelson_lease (id, token, holder, project, info, process, ttl_ms, since, expires_ms)
    VALUES (1, ${token}, ${holder}, ${project}, ${info}, ${thisProcess()}, ${ttlMs}, ${now.toISOString()}, ${now.getTime() + ttlMs})`);
  return { token, holder, project };
}

async function beat(connection: Connection, clock: Clock, { token, holder }: LeaseGrant): Promise<void> {
  try {
    await inTransaction(connection, async () => {
      await connection.rows(
        sql`UPDATE keelson_lease SET expires_ms = ${clock.now().getTime()} + ttl_ms WHERE token = ${token} AND holder = ${holder}`,
      );
      if ((await connection.changes()) === 0) throw leaseLost();
    });
  } catch (error) {
    // Whoever writes now keeps everybody from taking the lease, and our own stage extends it with its commit.
    if (!isBusy(error)) throw error;
  }
}

const held = (row: LeaseRow | undefined, clock: Clock): LeaseHolder | null =>
  row === undefined || row.holder === null || row.expires <= clock.now().getTime() || isDead(row.process) ? null : holderOf(row);

const holderOf = ({ holder, project, info, since, expires }: LeaseRow): LeaseHolder => ({
  holder: holder ?? "",
  project,
  info,
  since,
  expiresAt: new Date(expires).toISOString(),
});
