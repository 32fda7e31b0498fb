import type { LogPosition } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";

// One checkpoint comes in each checkpoint_timeout; another is forced when half of max_wal_size, or a little more, has been written since the last.
const positionSql = `SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0') AS written,
  (SELECT setting::float8 * 1024 * 1024 FROM pg_catalog.pg_settings WHERE name = 'max_wal_size') AS size,
  (SELECT setting::float8 FROM pg_catalog.pg_settings WHERE name = 'checkpoint_timeout') AS seconds`;

/** The write-ahead log, and as much of it as the server's settings mean it to take: `max_wal_size` in `checkpoint_timeout`, half of it at once. */
export async function logPosition(link: Link): Promise<LogPosition | null> {
  const [answer] = await (await link.main()).message(positionSql);
  const { written, size, seconds } = answer?.rows[0] ?? {};
  if (written == null || size == null || seconds == null) return null;
  return { written: Number(written), atOnce: Number(size) / 2, perSecond: Number(size) / Number(seconds) };
}
