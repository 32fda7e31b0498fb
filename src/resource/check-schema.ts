import { formatPosition } from "../core/position.ts";
import type { TableEntry } from "../model/kind/table.shape.ts";
import type { Finding } from "./describe-violation.ts";
import type { OpenDocument } from "./open-documents.ts";
import type { FieldPath } from "./path.ts";
import type { SchemaSpec } from "./shape/schema.shape.ts";

interface Named {
  readonly name?: string;
  readonly when?: unknown;
}

/** Columns, constraints, indexes, triggers and policies that a table declares twice. Those with a `when` may be alternatives. */
export function checkTables(spec: SchemaSpec, document: OpenDocument, find: (finding: Finding) => void): void {
  for (const [index, table] of (spec.tables ?? []).entries()) {
    const path = ["spec", "tables", index];
    for (const { what, entries } of families(table, path)) checkDistinct(what, entries, document, find);
  }
}

interface Placed {
  readonly entry: Named;
  readonly path: FieldPath;
}

function families(table: TableEntry, path: FieldPath): { readonly what: string; readonly entries: readonly Placed[] }[] {
  const list = (key: keyof TableEntry): Placed[] =>
    ((table[key] as readonly Named[] | undefined) ?? []).map((entry, index) => ({ entry, path: [...path, key, index] }));
  const primaryKey = table.primaryKey === undefined ? [] : [{ entry: table.primaryKey, path: [...path, "primaryKey"] }];
  return [
    { what: "column", entries: list("columns") },
    { what: "constraint", entries: [...primaryKey, ...list("unique"), ...list("checks"), ...list("foreignKeys"), ...list("exclude")] },
    { what: "index", entries: list("indexes") },
    { what: "trigger", entries: list("triggers") },
    { what: "policy", entries: list("policies") },
  ];
}

function checkDistinct(what: string, entries: readonly Placed[], document: OpenDocument, find: (finding: Finding) => void): void {
  const first = new Map<string, FieldPath>();
  for (const { entry, path } of entries) {
    if (entry.name === undefined || entry.when !== undefined) continue;
    const other = first.get(entry.name);
    if (other === undefined) first.set(entry.name, path);
    else
      find({
        code: "declared-twice",
        message: `the ${what} ${entry.name} is declared twice, first at ${formatPosition(document.locate(other, "value"))}`,
        remedy: "Delete one of the two",
        path,
        part: "value",
      });
  }
}
