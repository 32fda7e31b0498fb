import { systemClock } from "../../../core/clock.ts";
import { DatabaseError } from "../../../core/error.ts";
import { codeOf } from "../connection/connect-fault.ts";
import type { Wire } from "../connection/wire.ts";
import { quoteLiteral } from "../quote.ts";
import { aliveBackends } from "./acquire-sql.ts";

const waitMs = 15_000;
const pauseMs = 50;

/**
 * Ends what still runs under older tokens and waits until it is gone: the journal and the catalogue may not be read while it can change them.
 * Where we may not end it we wait for it. @throws DatabaseError where it does not go.
 */
export async function endOlderBackends(wire: Wire, token: string, signal: AbortSignal): Promise<void> {
  const older = olderBackends(token);
  for (let waited = 0; ; waited += pauseMs) {
    const [answer] = await wire.message(older);
    const pids = (answer?.rows ?? []).map((row) => Number(row.pid));
    if (pids.length === 0) break;
    if (waited > waitMs) throw stillThere(pids);
    await terminate(wire, `SELECT pg_catalog.pg_terminate_backend(pid) FROM (${older}) AS older`);
    await systemClock.sleep(pauseMs, signal);
  }
  await wire.message(`DELETE FROM keelson.session WHERE token <> ${quoteLiteral(token)}::uuid`);
}

/** Those registered under another token, and those whose running statement says that it is ours and of another token. */
const olderBackends = (token: string): string =>
  `SELECT s.pid FROM ${aliveBackends} WHERE s.token <> ${quoteLiteral(token)}::uuid AND s.pid <> pg_catalog.pg_backend_pid() ` +
  "UNION SELECT a.pid FROM pg_catalog.pg_stat_activity a WHERE a.datname = pg_catalog.current_database() AND a.state = 'active' AND a.pid <> pg_catalog.pg_backend_pid() " +
  `AND a.query LIKE '/* keelson:%' AND a.query NOT LIKE ${quoteLiteral(`/* keelson:${token}:%`)}`;

/** Ends the backends that work under a token that has expired: those registered, and, behind a pooler, those whose statement says so. */
export async function endHolder(wire: Wire, token: string): Promise<void> {
  const other = "a.pid <> pg_catalog.pg_backend_pid()";
  await terminate(
    wire,
    `SELECT pg_catalog.pg_terminate_backend(s.pid) FROM ${aliveBackends} WHERE s.token = ${quoteLiteral(token)}::uuid AND ${other}`,
  );
  await terminate(
    wire,
    `SELECT pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity a WHERE a.datname = pg_catalog.current_database() AND a.query LIKE ${quoteLiteral(`/* keelson:${token}:%`)} AND a.state <> 'idle' AND ${other}`,
  );
}

/** Not being allowed to end a backend is no failure: it is waited for instead. */
async function terminate(wire: Wire, sql: string): Promise<void> {
  await wire.message(sql).catch((error: unknown) => {
    if (codeOf(error) !== "42501") throw error;
  });
}

function stillThere(pids: readonly number[]): DatabaseError {
  const code = "orphan-backend";
  const message = `The runner before left work that still runs (backend ${pids.join(", ")}) and that this user may not end`;
  return new DatabaseError(message, {
    code,
    retryable: true,
    remedy: "End it with pg_terminate_backend as its user or a superuser, or wait",
  });
}
