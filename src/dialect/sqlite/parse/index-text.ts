import { Cursor } from "./cursor.ts";
import type { ParsedKey } from "./key.ts";
import { parseKeys } from "./key.ts";

export interface ParsedIndex {
  readonly unique: boolean;
  readonly keys: readonly ParsedKey[];
  readonly where: string | null;
}

/** Reads the text of CREATE INDEX as `sqlite_schema` keeps it. */
export function parseIndex(sql: string): ParsedIndex {
  const cursor = new Cursor(sql);
  cursor.take("CREATE");
  const unique = cursor.take("UNIQUE");
  cursor.take("INDEX");
  cursor.take("IF", "NOT", "EXISTS");
  cursor.qualifiedName();
  cursor.take("ON");
  cursor.name();
  const keys = parseKeys(cursor);
  return { unique, keys, where: cursor.take("WHERE") ? cursor.rest() : null };
}
