import type { SchemaObjectOf } from "../model/object.ts";
import type { How } from "./change.ts";

type Column = SchemaObjectOf<"column">;

/** The column with a default that names no old label of its enum any more; the same reference where nothing changes. */
export function relabelDefault(column: Column, labels: How["labels"] = {}): Column {
  const text = column.body.default?.text;
  if (text === undefined) return column;
  for (const [from, to] of Object.entries(labels)) {
    const old = literal(from);
    const rest = text.startsWith(old) ? text.slice(old.length) : undefined;
    // Whole, or with the cast that a server spells out.
    if (rest !== undefined && (rest === "" || rest.startsWith("::")))
      return { ...column, body: { ...column.body, default: { text: literal(to) + rest, form: "stale" } } };
  }
  return column;
}

const literal = (label: string): string => `'${label.replaceAll("'", "''")}'`;
