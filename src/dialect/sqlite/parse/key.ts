import type { Cursor } from "./cursor.ts";

/** One key of an index, primary key or unique constraint: exactly one of column and expression. */
export interface ParsedKey {
  readonly column: string | null;
  readonly expression: string | null;
  readonly order: "asc" | "desc";
  readonly collation: string | null;
  /** Said of the sole key of a primary key that is the table's own constraint. */
  readonly autoincrement?: true;
}

/** The keys in parentheses. */
export function parseKeys(cursor: Cursor): readonly ParsedKey[] {
  const keys: ParsedKey[] = [];
  cursor.next();
  do keys.push(parseKey(cursor));
  while (cursor.takeOperator(","));
  cursor.next();
  return keys;
}

function parseKey(cursor: Cursor): ParsedKey {
  const start = cursor.peek();
  const text = cursor.expression("COLLATE", "ASC", "DESC", "AUTOINCREMENT");
  const collation = cursor.take("COLLATE") ? cursor.name() : null;
  const order = cursor.take("DESC") ? "desc" : "asc";
  cursor.take("ASC");
  const plain = start !== undefined && start.text === text && (start.kind === "word" || start.kind === "quoted");
  const autoincrement = cursor.take("AUTOINCREMENT");
  return {
    column: plain ? nameOf(text) : null,
    expression: plain ? null : text,
    order,
    collation,
    ...(autoincrement && { autoincrement }),
  };
}

function nameOf(text: string): string {
  const quote = text[0];
  if (quote === "[") return text.slice(1, -1);
  return quote === '"' || quote === "`" ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}
