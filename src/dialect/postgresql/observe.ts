import type { Glance } from "../../port/dialect.ts";
import type { Observation } from "../../port/session.ts";
import { catalogueMarkSql } from "./catalogue-mark.ts";
import { codeOf } from "./connection/connect-fault.ts";
import type { Wire } from "./connection/wire.ts";
import { journalFormat } from "./journal/schema.ts";
import { unreadable } from "./journal/unreadable.ts";
import { quoteLiteral } from "./quote.ts";

/** What is seen of a database, whatever its server is. */
export type Seen = Omit<Observation, "server">;

/** Journal and catalogue are asked in two messages that travel together: where there is no journal, the first one alone fails. */
export async function observe(wire: Wire, { project, schemas }: Glance): Promise<Seen> {
  const [journal, mark] = await Promise.all([
    readJournal(wire, project),
    schemas.length === 0 ? [] : wire.message(catalogueMarkSql(schemas)),
  ]);
  return { catalogueMark: mark[0]?.rows[0]?.mark ?? null, ...journal };
}

type Journal = Omit<Seen, "catalogueMark">;

const absent: Journal = { journal: "absent", heads: [], settledAt: null, last: null, unfinished: false, journalMark: null };

async function readJournal(wire: Wire, project: string): Promise<Journal> {
  try {
    const [answer] = await wire.message(journalSql(quoteLiteral(project)));
    const row = answer?.rows[0] ?? {};
    return {
      journal: Number(row.format) > journalFormat ? "newer" : "present",
      heads: JSON.parse(row.heads ?? "[]") as readonly string[],
      settledAt: row.source ?? null,
      last: JSON.parse(row.last ?? "null") as Journal["last"],
      unfinished: row.unfinished === "t",
      journalMark: row.mark ?? null,
    };
  } catch (error) {
    const code = codeOf(error);
    if (code === "3F000" || code === "42P01") return absent;
    throw await unreadable(error, wire);
  }
}

const journalSql = (project: string): string => `SELECT (SELECT value FROM keelson.meta WHERE name = 'format') AS format,
  (SELECT pg_catalog.json_agg(revision ORDER BY revision) FROM keelson.head WHERE project = ${project}) AS heads,
  (SELECT pg_catalog.json_build_object('seq', seq, 'hash', hash) FROM keelson.history WHERE project = ${project} ORDER BY seq DESC LIMIT 1) AS last,
  EXISTS (SELECT FROM keelson.progress WHERE project = ${project}) OR EXISTS (SELECT FROM keelson.pending WHERE project = ${project}) OR
    EXISTS (SELECT FROM keelson.backfill WHERE project = ${project} AND state <> 'done') AS unfinished,
  state.source_digest AS source, state.catalogue_mark AS mark FROM (SELECT) AS always LEFT JOIN keelson.state ON project = ${project}`;
