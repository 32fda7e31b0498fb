import { sql } from "@databases/sqlite";
import type { JournalWrite } from "../../../port/journal.ts";
import type { StageContext } from "../../../port/stage-runner.ts";
import type { Connection } from "../connection/connection.ts";
import { inTransaction } from "../connection/transaction.ts";
import { applyWrites } from "../journal/write.ts";
import { leaseLost } from "../lease/lease-lost.ts";
import { stageFault } from "./stage-fault.ts";

/**
 * Work and its journal writes in one transaction under the lease: the token is read again once the write lock is held, and the
 * commit extends the lease, because the heartbeat cannot write meanwhile. @throws StageError
 */
export async function fenced<T>(
  connection: Connection,
  { grant }: StageContext,
  work: () => Promise<{ readonly result: T; readonly writes: readonly JournalWrite[] }>,
): Promise<T> {
  try {
    return await inTransaction(connection, async () => {
      await requireToken(connection, grant.token, grant.holder);
      const { result, writes } = await work();
      await applyWrites(connection, grant.project, writes);
      await connection.rows(
        sql`UPDATE keelson_lease SET expires_ms = max(expires_ms, CAST(unixepoch('subsec') * 1000 AS INTEGER) + ttl_ms)`,
      );
      return result;
    });
  } catch (error) {
    throw stageFault(error, null);
  }
}

async function requireToken(connection: Connection, token: string, holder: string): Promise<void> {
  const rows = await connection.rows(sql`SELECT 1 FROM keelson_lease WHERE token = ${token} AND holder = ${holder}`);
  if (rows.length === 0) throw leaseLost();
}
