import type { Observation } from "../../port/session.ts";
import { catalogueMarkSql } from "./catalogue-mark.ts";
import { codeOf } from "./connection/connect-fault.ts";
import type { Link } from "./connection/link.ts";
import type { Wire } from "./connection/wire.ts";
import { journalFormat } from "./journal/schema.ts";
import { quoteLiteral } from "./quote.ts";

/** Journal and catalogue are asked in two messages that travel together: where there is no journal, the first one alone fails. */
export async function observe(link: Link, project: string, schemas: readonly string[]): Promise<Observation> {
  const wire = await link.main();
  const [journal, mark] = await Promise.all([glance(wire, project), schemas.length === 0 ? [] : wire.message(catalogueMarkSql(schemas))]);
  return { server: link.server, catalogueMark: mark[0]?.rows[0]?.mark ?? null, ...journal };
}

type Journal = Omit<Observation, "server" | "catalogueMark">;

const absent: Journal = { journal: "absent", heads: [], sourceDigest: null, last: null, unfinished: false, journalMark: null };

async function glance(wire: Wire, project: string): Promise<Journal> {
  try {
    const [answer] = await wire.message(glanceSql(quoteLiteral(project)));
    const row = answer?.rows[0] ?? {};
    return {
      journal: Number(row.format) > journalFormat ? "newer" : "present",
      heads: JSON.parse(row.heads ?? "[]") as readonly string[],
      sourceDigest: row.source ?? null,
      last: JSON.parse(row.last ?? "null") as Journal["last"],
      unfinished: row.unfinished === "t",
      journalMark: row.mark ?? null,
    };
  } catch (error) {
    const code = codeOf(error);
    if (code === "3F000" || code === "42P01") return absent;
    throw error;
  }
}

const glanceSql = (project: string): string => `SELECT (SELECT value FROM keelson.meta WHERE name = 'format') AS format,
  (SELECT pg_catalog.json_agg(revision ORDER BY revision) FROM keelson.head WHERE project = ${project}) AS heads,
  (SELECT pg_catalog.json_build_object('seq', seq, 'hash', hash) FROM keelson.history WHERE project = ${project} ORDER BY seq DESC LIMIT 1) AS last,
  EXISTS (SELECT FROM keelson.progress WHERE project = ${project}) OR EXISTS (SELECT FROM keelson.pending WHERE project = ${project}) OR
    EXISTS (SELECT FROM keelson.backfill WHERE project = ${project} AND state <> 'done') AS unfinished,
  state.source_digest AS source, state.catalogue_mark AS mark FROM (SELECT) AS always LEFT JOIN keelson.state ON project = ${project}`;
