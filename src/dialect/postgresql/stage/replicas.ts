import type { ReplicaPosition } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";

// Where the log was inserted, not where it was written: a commit that waits for no disk (synchronous_commit off) is written a while later, and a standby would
// seem to have replayed what was not even sent.
const positionSql = `SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0') AS written,
  (SELECT min(pg_catalog.pg_wal_lsn_diff(replay_lsn, '0/0')) FROM pg_catalog.pg_stat_replication) AS replayed`;

/** The slowest standby that follows, be it that it still catches up; null where there is none, or the role may not see how far it is. What takes a backup replays nothing. */
export async function replicas(link: Link): Promise<ReplicaPosition | null> {
  const [answer] = await (await link.main()).message(positionSql);
  const { written, replayed } = answer?.rows[0] ?? {};
  return written == null || replayed == null ? null : { written: Number(written), replayed: Number(replayed) };
}
