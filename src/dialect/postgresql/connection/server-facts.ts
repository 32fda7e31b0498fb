import { codeOf, connectFault } from "./connect-fault.ts";
import { DatabaseError } from "../../../core/error.ts";
import { pinSession } from "./pinned-settings.ts";
import { describePlace, type Place } from "./place.ts";
import type { ServerInfo } from "../../../port/session.ts";
import type { Wire } from "./wire.ts";

/** What the first question to a server answers. */
export interface ServerFacts extends ServerInfo {
  /** Whether the server itself can notice that its client is gone while a statement runs. */
  readonly checksConnection: boolean;
  /** After how many milliseconds of waiting the deadlock detector looks. */
  readonly deadlockTimeout: number;
  /** Whether the login may do everything. */
  readonly superuser: boolean;
}

export const oldestVersion = 140000;

// client_connection_check_interval: from 14 on Linux, from 15 wherever the platform reports a closed socket.
const question = `SELECT pg_catalog.current_setting('server_version') AS version,
  pg_catalog.current_setting('server_version_num')::int AS number,
  pg_catalog.pg_backend_pid() AS pid,
  pg_catalog.current_database()::text AS database,
  pg_catalog.current_setting('is_superuser')::bool AS superuser,
  (EXTRACT(epoch FROM pg_catalog.current_setting('deadlock_timeout')::interval) * 1000)::int AS deadlock_timeout,
  pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('default_transaction_read_only')::bool AS read_only,
  pg_catalog.version() ~ 'linux|darwin|apple|bsd' AND (pg_catalog.version() ~ 'linux' OR pg_catalog.current_setting('server_version_num')::int >= 150000) AS checks_connection,
  (SELECT system_identifier FROM pg_catalog.pg_control_system()) || '/' || (SELECT timeline_id FROM pg_catalog.pg_control_checkpoint()) || '/' ||
    pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time())::text AS epoch`;

/** Asks who is there and pins the session's settings where it is ours alone; both travel together. */
export async function readServerFacts(wire: Wire, place: Place): Promise<ServerFacts> {
  const [answers] = await Promise.all([wire.message(question), wire.message(pinSession(wire.pid))]).catch((error: unknown) => {
    throw refusal(error, place);
  });
  const row = answers[0]?.rows[0] ?? {};
  const pooled = Number(row.pid) !== wire.pid;
  if (pooled) await refuseStatementPooling(wire, place);
  const versionNumber = Number(row.number);
  if (versionNumber < oldestVersion) throw tooOld(String(row.version), place);
  return {
    version: String(row.version),
    versionNumber,
    epoch: String(row.epoch),
    readOnly: row.read_only === "t",
    pooled,
    database: String(row.database),
    checksConnection: row.checks_connection === "t",
    deadlockTimeout: Number(row.deadlock_timeout),
    superuser: row.superuser === "t",
  };
}

/** In statement mode a pooler refuses a bare BEGIN; nothing of ours could work there. */
async function refuseStatementPooling(wire: Wire, place: Place): Promise<void> {
  try {
    await wire.message("BEGIN");
    await wire.message("ROLLBACK");
  } catch {
    throw refused(
      "pooler-statement-mode",
      `The pooler at ${describePlace(place)} works in statement mode, where there are no transactions`,
      "Use transaction or session mode, or connect to the server itself",
    );
  }
}

function refusal(error: unknown, place: Place): DatabaseError {
  const code = codeOf(error);
  if (code === "42704" || code === "42883" || code === "42601")
    return refused(
      "not-postgresql",
      `What answers at ${describePlace(place)} speaks the protocol but is not PostgreSQL`,
      "Connect to a PostgreSQL server, 14 or newer",
    );
  return connectFault(error, place);
}

const tooOld = (version: string, place: Place): DatabaseError =>
  refused(
    "server-too-old",
    `The server at ${describePlace(place)} is PostgreSQL ${version}`,
    "PostgreSQL 14 is the oldest that keelson works with",
  );

const refused = (code: string, message: string, remedy: string): DatabaseError => new DatabaseError(message, { code, remedy });
