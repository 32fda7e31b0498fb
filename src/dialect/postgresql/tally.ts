import type { Tally } from "../../port/dialect.ts";
import type { Wire } from "./connection/wire.ts";

// Who else is connected is asked first: whoever is gone by then has handed in what it counted. The number of the database is part of where pg_class (1259) lies: to read
// pg_database for it would cost as much as all the rest. What a crash or a person has reset begins at another time.
const countsSql = `SELECT pg_catalog.pg_backend_pid() AS pid, pg_catalog.pg_stat_get_db_numbackends(here.oid) AS connected, here.oid AS database,
  pg_catalog.pg_stat_get_db_tuples_inserted(here.oid) AS inserted, pg_catalog.pg_stat_get_db_tuples_updated(here.oid) AS updated, pg_catalog.pg_stat_get_db_tuples_deleted(here.oid) AS deleted,
  pg_catalog.pg_stat_get_db_stat_reset_time(here.oid) AS reset, pg_catalog.pg_stat_get_bgwriter_stat_reset_time() AS reset_for_all,
  pg_catalog.pg_stat_get_tuples_inserted('6100'::oid) AS subscribed, pg_catalog.pg_stat_get_tuples_updated('6100'::oid) AS resubscribed, pg_catalog.pg_stat_get_tuples_deleted('6100'::oid) AS unsubscribed
  FROM (SELECT pg_catalog.split_part(pg_catalog.pg_relation_filepath('1259'::regclass), '/', -2)::oid AS oid OFFSET 0) AS here`;

// What is said of a database from within another one, whose sessions may not have handed in yet what they counted. All of it: a condition takes longer to plan than the rows to read.
const saidElsewhereSql = `SELECT s.setdatabase AS database, s.setrole AS what, s.xmin AS value FROM pg_catalog.pg_db_role_setting s;
  SELECT s.subdbid AS database, s.oid AS what, s.subowner AS value FROM pg_catalog.pg_subscription s`;

const oldest = 150_000;

/**
 * What the server has counted of the database; null where that tells nothing. Before PostgreSQL 15 counts arrive whenever they do, a standby counts nothing of what it
 * replays, and behind a pooler the backend itself may hold some back.
 */
export async function readTally(wire: Wire): Promise<Tally | null> {
  const answers = await wire
    .message(`SHOW track_counts; SHOW in_hot_standby; SHOW server_version_num; ${countsSql}; ${saidElsewhereSql}`)
    .catch(() => undefined);
  if (answers === undefined) return null;
  const [counting, standby, version, counts, ...saidElsewhere] = answers.map(({ rows }) => rows);
  const { pid, connected, ...written } = counts?.[0] ?? {};
  const isCounted = counting?.[0]?.["track_counts"] === "on" && standby?.[0]?.["in_hot_standby"] === "off";
  if (!isCounted || Number(version?.[0]?.["server_version_num"]) < oldest || Number(pid) !== wire.pid) return null;
  const said = saidElsewhere.flat().filter(({ database }) => database === written["database"]);
  return { written: JSON.stringify([written, said.map((row) => Object.values(row).join(" ")).sort()]), alone: connected === "1" };
}
