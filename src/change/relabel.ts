import type { Expression } from "../model/expression.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { How } from "./change.ts";

type Column = SchemaObjectOf<"column">;

/** The column with a default that names no old label of its enum any more; the same reference where nothing changes. */
export function relabelDefault(column: Column, labels: How["labels"] = {}): Column {
  const value = column.body.default;
  if (value === null) return column;
  const now = relabelled(value, labels);
  return now === value ? column : { ...column, body: { ...column.body, default: now } };
}

/** The same of a default alone. */
export function relabelled(value: Expression, labels: How["labels"] = {}): Expression {
  const { text } = value;
  for (const [from, to] of Object.entries(labels)) {
    const old = literal(from);
    const rest = text.startsWith(old) ? text.slice(old.length) : undefined;
    // Whole, or with the cast that a server spells out.
    if (rest !== undefined && (rest === "" || rest.startsWith("::"))) return { text: literal(to) + rest, form: "stale" };
  }
  return value;
}

const literal = (label: string): string => `'${label.replaceAll("'", "''")}'`;
