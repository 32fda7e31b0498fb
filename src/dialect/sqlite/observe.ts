import { sql } from "@databases/sqlite";
import type { Digest } from "../../core/digest.ts";
import type { Observation, ServerInfo } from "../../port/session.ts";
import type { Connection } from "./connection/connection.ts";
import { readFormat } from "./journal/format.ts";
import { journalFormat } from "./journal/tables.ts";

interface Glance {
  readonly heads: string;
  readonly last: string | null;
  readonly unfinished: number;
  readonly source: Digest | null;
  readonly mark: string | null;
}

/** SQLite counts every change of the schema itself; that number is the mark. */
export async function observe(
  connection: Connection,
  server: ServerInfo,
  project: string,
  schemas: readonly string[],
): Promise<Observation> {
  const [version] = await connection.rows<{ readonly mark: number }>(sql`SELECT schema_version AS mark FROM pragma_schema_version`);
  const catalogueMark = schemas.length === 0 ? null : String(version?.mark ?? 0);
  const format = await readFormat(connection);
  if (format === null)
    return { server, catalogueMark, journal: "absent", heads: [], settledAt: null, last: null, unfinished: false, journalMark: null };
  const [row] = await connection.rows<Glance>(sql`SELECT
    (SELECT json_group_array(revision ORDER BY revision) FROM keelson_head WHERE project = ${project}) AS heads,
    (SELECT json_object('seq', seq, 'hash', hash) FROM keelson_history WHERE project = ${project} ORDER BY keelson_history.seq DESC LIMIT 1) AS last,
    EXISTS (SELECT 1 FROM keelson_progress WHERE project = ${project}) OR EXISTS (SELECT 1 FROM keelson_pending WHERE project = ${project})
      OR EXISTS (SELECT 1 FROM keelson_backfill WHERE project = ${project} AND state <> 'done') AS unfinished,
    (SELECT source_digest FROM keelson_state WHERE project = ${project}) AS source,
    (SELECT catalogue_mark FROM keelson_state WHERE project = ${project}) AS mark`);
  return {
    server,
    catalogueMark,
    journal: format > journalFormat ? "newer" : "present",
    heads: JSON.parse(row?.heads ?? "[]") as readonly string[],
    settledAt: row?.source ?? null,
    last: JSON.parse(row?.last ?? "null") as Observation["last"],
    unfinished: row?.unfinished === 1,
    journalMark: row?.mark ?? null,
  };
}
