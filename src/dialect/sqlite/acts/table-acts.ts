import type { Act, ColumnTraits } from "../../../port/act.ts";
import type { Cursor } from "../parse/cursor.ts";
import { parseColumn, type ParsedColumn } from "../parse/column.ts";
import { parseTable } from "../parse/table.ts";

/** After `CREATE TABLE`. */
export function createdTable(sql: string, cursor: Cursor): readonly Act[] {
  const guarded = cursor.take("IF", "NOT", "EXISTS");
  const table = { name: cursor.qualifiedName() };
  const made: Act = { kind: "createTable", table, guarded };
  if (!cursor.isOperator("(")) return [made];
  const { columns, constraints } = parseTable(sql);
  const keys = constraints.flatMap((constraint) => (constraint.kind === "primaryKey" ? constraint.keys.map(({ column }) => column) : []));
  return [made, ...columns.map((column): Act => ({ kind: "defineColumn", table, column: traits(column, keys), to: "newTable" }))];
}

/** After `ALTER TABLE`. */
export function alteredTable(cursor: Cursor): readonly Act[] {
  const table = { name: cursor.qualifiedName() };
  if (cursor.take("RENAME", "TO")) return [{ kind: "rename", what: "table", of: null, from: table, to: cursor.name() }];
  if (cursor.take("RENAME")) {
    cursor.take("COLUMN");
    const from = cursor.name();
    cursor.take("TO");
    return [{ kind: "rename", what: "column", of: table, from: { name: from }, to: cursor.name() }];
  }
  if (cursor.take("DROP", "CONSTRAINT")) return [{ kind: "dropConstraint", table, name: cursor.name() }];
  if (cursor.take("DROP")) {
    cursor.take("COLUMN");
    return [{ kind: "dropColumn", table, column: cursor.name(), cascade: false }];
  }
  if (!cursor.take("ADD")) return [];
  cursor.take("COLUMN");
  return [{ kind: "defineColumn", table, column: traits(parseColumn(cursor), []), to: "existingTable" }];
}

function traits(
  { name, type, notNull, default: standard, generated, constraints }: ParsedColumn,
  keys: readonly (string | null)[],
): ColumnTraits {
  const isKey = keys.includes(name) || constraints.some(({ kind }) => kind === "primaryKey");
  return {
    name,
    type,
    nullable: !notNull,
    default: standard === null ? "none" : "steady",
    identity: "none",
    generated: generated === null ? "none" : generated.stored ? "stored" : "virtual",
    key: isKey ? "primary" : "none",
  };
}
