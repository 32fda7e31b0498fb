import type { Token } from "./tokenise.ts";
import { identifierOf, isOperator, isWord, tokenise } from "./tokenise.ts";

/** What the words of one statement say of its run. SQLite has one lock, on the whole database. */
export interface Written {
  /** What it writes to: a table, or all of the database; null: it only reads, or sets something. */
  readonly writes: { readonly kind: "table"; readonly name: string } | { readonly kind: "database" } | null;
  readonly makes: string | null;
  /** Why what uses the database as it is may fail afterwards. */
  readonly breaks: string | null;
  /** The whole file is written anew. */
  readonly rewrites: "all" | "no";
}

const writers = ["INSERT", "REPLACE", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "REINDEX", "ANALYZE", "VACUUM"];

/** Reads one statement, as `analyse` gives it. */
export function readWritten(sql: string): Written {
  const tokens = tokenise(sql);
  const verb = tokens.findIndex((token) => isWord(token, ...writers, "SELECT", "PRAGMA", "ATTACH", "DETACH", "EXPLAIN"));
  // Behind WITH the verb stands outside of any parentheses; what is inside only reads.
  const start = isWord(tokens[0], "WITH") ? outermostVerb(tokens) : verb;
  if (start < 0 || !isWord(tokens[start], ...writers)) return { writes: null, makes: null, breaks: null, rewrites: "no" };
  const table = tableOf(tokens.slice(start));
  const made = isWord(tokens[start], "CREATE") && tokens.slice(start, start + 3).some((token) => isWord(token, "TABLE"));
  return {
    writes: table === null ? { kind: "database" } : { kind: "table", name: table },
    makes: made ? table : null,
    breaks: breaksOf(tokens.slice(start), table),
    rewrites: isWord(tokens[start], "VACUUM") ? "all" : "no",
  };
}

function outermostVerb(tokens: readonly Token[]): number {
  let depth = 0;
  return tokens.findIndex((token) => {
    if (isOperator(token, "(")) depth += 1;
    if (isOperator(token, ")")) depth -= 1;
    return depth === 0 && isWord(token, "INSERT", "REPLACE", "UPDATE", "DELETE", "SELECT");
  });
}

/** The word before the name of the table, for each way to begin. */
function tableOf(tokens: readonly Token[]): string | null {
  const [verb] = tokens;
  const before = isWord(verb, "INSERT", "REPLACE")
    ? "INTO"
    : isWord(verb, "DELETE")
      ? "FROM"
      : isWord(verb, "UPDATE")
        ? "UPDATE"
        : tokens.slice(1, 4).some((token) => isWord(token, "INDEX", "TRIGGER"))
          ? "ON"
          : "TABLE";
  if (isWord(verb, "DROP") && before === "ON") return null;
  const at = tokens.findIndex((token) => isWord(token, before));
  return at < 0 ? null : nameFrom(tokens, at + 1);
}

/** Past `IF [NOT] EXISTS`, `OR …`, and the schema before a point. */
function nameFrom(tokens: readonly Token[], from: number): string | null {
  let at = from;
  while (isWord(tokens[at], "IF", "NOT", "EXISTS")) at += 1;
  if (isWord(tokens[at], "OR")) at += 2;
  const token = tokens[isOperator(tokens[at + 1], ".") ? at + 2 : at];
  return token === undefined ? null : identifierOf(token);
}

function breaksOf(tokens: readonly Token[], table: string | null): string | null {
  const [verb, second] = tokens;
  if (isWord(verb, "DROP") && isWord(second, "TABLE", "VIEW")) return `what still uses ${table ?? "the view"} fails`;
  if (isWord(verb, "ALTER") && tokens.some((token) => isWord(token, "RENAME")))
    return `what uses the old name in ${table ?? "the table"} fails`;
  return isWord(verb, "ALTER") && tokens.some((token) => isWord(token, "DROP"))
    ? `what still uses the column of ${table ?? "the table"} fails`
    : null;
}
