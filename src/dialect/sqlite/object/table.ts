import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import { declared } from "../../../model/object.ts";
import type { ParsedTable } from "../parse/table.ts";
import { quoteIdentifier } from "../quote.ts";
import { readCheck, writeCheck } from "./check.ts";
import type { Column, KeyPart } from "./column.ts";
import { readColumn, writeColumn, writtenType } from "./column.ts";
import { readForeignKey, writeForeignKey } from "./foreign-key.ts";
import type { PrimaryKey } from "./primary-key.ts";
import { readPrimaryKey, writeNumberedColumn, writePrimaryKey } from "./primary-key.ts";
import type { Reading } from "./reading.ts";
import { readUnique, writeUnique } from "./unique.ts";

export interface TableOptions {
  readonly strict: boolean;
  readonly withoutRowid: boolean;
}

/** The table with its columns and constraints. Constraints take their names one after the other, so `reading.taken` must see those given so far. */
export function* readTable(parsed: ParsedTable, { strict, withoutRowid }: TableOptions, reading: Reading): Generator<SchemaObject> {
  yield {
    kind: "table",
    ref: { ...reading.table, kind: "table" },
    body: { unlogged: false, options: null, strict, withoutRowid },
    origin: declared,
  };
  const names = parsed.columns.map(({ name }) => name);
  const parts = parsed.columns.map(({ name }) => keyPartOf(name, parsed, { strict, withoutRowid }));
  const keyForm = parts.some((part) => part === "numbered" || part === "numberedAlways") ? "number" : "index";
  const isSole = parts.filter((part) => part !== "none").length === 1;
  for (const [position, column] of parsed.columns.entries()) {
    const part = parts[position] ?? "none";
    // As `plainType` writes one that is INTEGER.
    const isPlain = isSole && part !== "none" && !withoutRowid && column.type.toLowerCase() === "int";
    yield readColumn(isPlain ? { ...column, type: "integer" } : column, reading.table, part, position);
  }
  for (const constraint of parsed.constraints) {
    if (constraint.kind === "primaryKey") yield readPrimaryKey(constraint, keyForm, reading);
    else if (constraint.kind === "unique") yield readUnique(constraint, reading);
    else if (constraint.kind === "check") yield readCheck(constraint, names, reading);
    else yield readForeignKey(constraint, reading);
  }
}

/** SQLite numbers the sole key column whose type is exactly INTEGER, in a table that has rowids; not the quirk `INTEGER PRIMARY KEY DESC` at a column. */
function keyPartOf(name: string, { columns, constraints }: ParsedTable, { strict, withoutRowid }: TableOptions): KeyPart {
  const key = constraints.find((constraint) => constraint.kind === "primaryKey");
  const same = (spelling: string | null) => spelling?.toLowerCase() === name.toLowerCase();
  if (key?.kind !== "primaryKey" || !key.keys.some(({ column }) => same(column))) return "none";
  const column = columns.find((candidate) => same(candidate.name));
  const atColumn = column?.constraints.includes(key) === true;
  const numbered =
    !withoutRowid && key.keys.length === 1 && column?.type.toUpperCase() === "INTEGER" && !(atColumn && key.keys[0]?.order === "desc");
  if (!numbered) return strict || withoutRowid ? "key" : "looseKey";
  return key.autoincrement ? "numberedAlways" : "numbered";
}

/** CREATE TABLE under `name`, which may be another than the table's own; `children` are all of them, in order. */
export function writeTable({ body }: SchemaObjectOf<"table">, name: string, children: readonly SchemaObject[]): string {
  const key = children.find((child) => child.kind === "primaryKey");
  const numbered = numberedColumn(children);
  const lines = children.flatMap((child) => writePart(child, key, numbered, body));
  const options = [...(body.strict ? ["STRICT"] : []), ...(body.withoutRowid ? ["WITHOUT ROWID"] : [])].join(", ");
  return `CREATE TABLE ${quoteIdentifier(name)} (\n  ${[...lines.filter(isColumn), ...lines.filter((line) => !isColumn(line))].map(({ text }) => text).join(",\n  ")}\n)${options === "" ? "" : ` ${options}`}`;
}

interface Line {
  readonly of: "column" | "constraint";
  readonly text: string;
}
const isColumn = (line: Line): boolean => line.of === "column";

/** The column that SQLite numbers, among a table's children. */
export const numberedColumn = (children: readonly SchemaObject[]): Column | undefined =>
  children.find((child): child is Column => child.kind === "column" && child.body.identity !== null);

function writePart(child: SchemaObject, key: PrimaryKey | undefined, numbered: Column | undefined, table: TableOptions): readonly Line[] {
  switch (child.kind) {
    case "column":
      if (child === numbered && key !== undefined) return [{ of: "column", text: writeNumberedColumn(child, key) }];
      return [{ of: "column", text: writeColumn(child, plainType(child, key, table)) }];
    case "primaryKey":
      return numbered === undefined ? [{ of: "constraint", text: writePrimaryKey(child) }] : [];
    case "unique":
      return [{ of: "constraint", text: writeUnique(child) }];
    case "check":
      return [{ of: "constraint", text: writeCheck(child) }];
    case "foreignKey":
      return [{ of: "constraint", text: writeForeignKey(child) }];
    default:
      return [];
  }
}

/** A sole key column that nobody asked to be numbered is INT: as INTEGER it would be. */
function plainType({ ref, body }: Column, key: PrimaryKey | undefined, { withoutRowid }: TableOptions): string {
  const sole = key?.body.columns.length === 1 && key.body.columns[0] === ref.name;
  const type = writtenType(body);
  return sole && !withoutRowid && type === "integer" ? "int" : type;
}
