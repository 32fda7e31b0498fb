import { runPostgresTool } from "../server/postgres-tool.ts";

/** One object of a dump, under the heading that `pg_dump` gives it. */
export interface DumpEntry {
  readonly type: string;
  /** As the heading has it: `film last_updated` for a trigger of `film`. */
  readonly name: string;
  /** `-` for what is in no schema. */
  readonly schema: string;
  readonly sql: string;
}

const heading = /^--\n-- Name: (.*); Type: (.*); Schema: (.*); Owner: .*\n--\n/m;
const session =
  /^(?:SET .*|SELECT pg_catalog\.set_config\('search_path'.*|\\(?:un)?restrict .*|-- (?:Dumped|PostgreSQL database dump).*|--)\n/gm;

/** The schema of a database as `pg_dump` sees it, without that of keelson, in an order in which it can be run. */
export async function dumpEntries(url: string): Promise<readonly DumpEntry[]> {
  const text = await runPostgresTool("pg_dump", [
    "--schema-only",
    "--restrict-key=x",
    "--exclude-schema=keelson",
    "--no-password",
    "--dbname",
    url,
  ]);
  const [, ...parts] = text.split(heading);
  const entries: DumpEntry[] = [];
  for (let at = 0; at + 3 < parts.length; at += 4) {
    const [name = "", type = "", schema = "", body = ""] = parts.slice(at, at + 4);
    entries.push({ name, type, schema, sql: body.replaceAll(session, "").trim() });
  }
  return entries;
}

/** What is in one dump and not, or not so, in the other. */
export function missingFrom(entries: readonly DumpEntry[], all: readonly DumpEntry[]): readonly DumpEntry[] {
  const there = new Set(entries.map(identityOf));
  return all.filter((entry) => !there.has(identityOf(entry)));
}

export const headings = (entries: readonly DumpEntry[]): readonly string[] =>
  entries.map(({ type, schema, name }) => `${type} ${schema}.${name}`);

const identityOf = ({ type, schema, name, sql }: DumpEntry): string => [type, schema, name, sql].join("\n");
