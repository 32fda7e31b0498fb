import type { LeaseRequest } from "../../../port/lease.ts";
import type { ServerFacts } from "../connection/server-facts.ts";
import { quoteLiteral } from "../quote.ts";

/** A registered backend that still exists. Another role sees its pid without its start; then the pid alone must do. */
export const aliveBackends =
  "keelson.session s JOIN pg_catalog.pg_stat_activity a ON a.pid = s.pid AND (a.backend_start = s.backend_start OR a.backend_start IS NULL)";

const released = "l.holder IS NULL";
const expired = "l.expires_at < pg_catalog.clock_timestamp()";

/** At least one backend is registered and none of them exists any more; told only while the server is still the same. */
const orphaned = (epoch: string): string =>
  `(l.server_epoch = ${quoteLiteral(epoch)} AND EXISTS (SELECT FROM keelson.session s WHERE s.token = l.token) AND NOT EXISTS (SELECT FROM ${aliveBackends} WHERE s.token = l.token))`;

/**
 * One attempt: gives `token` and the token before, or no row where the lease is held or a commit under it is in flight (SKIP LOCKED).
 * The second statement says who holds it now. Changing the key column is what stops the holder before.
 */
export function acquireSql({ holder, project, ttlMs, info }: LeaseRequest, { epoch, pooled }: ServerFacts): string {
  const interval = `pg_catalog.make_interval(secs => ${ttlMs / 1000})`;
  const own = `l.holder = ${quoteLiteral(holder)}::uuid`;
  const values =
    `token = pg_catalog.gen_random_uuid(), holder = ${quoteLiteral(holder)}::uuid, project = ${quoteLiteral(project)}, info = ${quoteLiteral(info)}, ttl = ${interval}, server_epoch = ${quoteLiteral(epoch)}, ` +
    `since = pg_catalog.clock_timestamp(), beat = pg_catalog.clock_timestamp(), expires_at = pg_catalog.clock_timestamp() + ${interval}`;
  return [
    `WITH free AS (SELECT l.id FROM keelson.lease l WHERE l.id = 1 AND (${[released, own, expired, orphaned(epoch)].join(" OR ")}) FOR UPDATE SKIP LOCKED),`,
    `taken AS (UPDATE keelson.lease l SET ${values} FROM free WHERE l.id = free.id RETURNING l.token)`,
    pooled ? "" : `, registered AS (${registerSql("taken")})`,
    " SELECT token::text AS token FROM taken;",
    holderSql,
  ].join("");
}

/** Registers this very backend under the token of the relation, which holds one row or none. */
export const registerSql = (relation: string): string =>
  `INSERT INTO keelson.session (pid, backend_start, token) SELECT a.pid, a.backend_start, ${relation}.token FROM ${relation}, pg_catalog.pg_stat_activity a WHERE a.pid = pg_catalog.pg_backend_pid() ` +
  "ON CONFLICT (pid, backend_start) DO UPDATE SET token = EXCLUDED.token";

const iso = (column: string): string => `pg_catalog.to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Who holds it, as the last commit said. */
export const holderSql = `SELECT l.token::text AS token, l.holder::text AS holder, l.project, l.info, ${iso("l.since")} AS since, ${iso("l.expires_at")} AS "expiresAt", ${expired} AS expired FROM keelson.lease l WHERE l.id = 1`;
