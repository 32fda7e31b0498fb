import type { ReferentialAction } from "../../../model/constraint-body.ts";
import type { Cursor } from "./cursor.ts";
import type { ParsedKey } from "./key.ts";
import { parseKeys } from "./key.ts";

interface Common {
  /** As written after CONSTRAINT, else null. */
  readonly name: string | null;
  /** What ON CONFLICT says, else null. */
  readonly onConflict: string | null;
}

export interface ParsedReference {
  readonly table: string;
  /** null: the other table's primary key. */
  readonly columns: readonly string[] | null;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}

export type ParsedConstraint = Common &
  (
    | { readonly kind: "primaryKey"; readonly keys: readonly ParsedKey[]; readonly autoincrement: boolean }
    | { readonly kind: "unique"; readonly keys: readonly ParsedKey[] }
    | { readonly kind: "check"; readonly expression: string }
    | { readonly kind: "foreignKey"; readonly columns: readonly string[]; readonly reference: ParsedReference }
  );

/** A constraint after its `CONSTRAINT name`; `column`: the column it is written at, null for one of the table's own. Undefined where none starts here. */
export function parseConstraint(cursor: Cursor, name: string | null, column: string | null): ParsedConstraint | undefined {
  const own: readonly ParsedKey[] = column === null ? [] : [{ column, expression: null, order: "asc", collation: null }];
  if (cursor.take("PRIMARY", "KEY")) {
    const keys = column === null ? parseKeys(cursor) : own.map((key) => ({ ...key, order: parseOrder(cursor) }));
    const before = parseConflict(cursor);
    const autoincrement = cursor.take("AUTOINCREMENT") || keys.some((key) => key.autoincrement === true);
    return { kind: "primaryKey", name, keys, autoincrement, onConflict: before ?? parseConflict(cursor) };
  }
  if (cursor.take("UNIQUE"))
    return { kind: "unique", name, keys: column === null ? parseKeys(cursor) : own, onConflict: parseConflict(cursor) };
  if (cursor.take("CHECK")) return { kind: "check", name, expression: cursor.parenthesised(), onConflict: parseConflict(cursor) };
  if (column === null && cursor.take("FOREIGN", "KEY")) {
    const columns = cursor.nameList();
    cursor.take("REFERENCES");
    return { kind: "foreignKey", name, columns, reference: parseReference(cursor), onConflict: null };
  }
  if (column !== null && cursor.take("REFERENCES"))
    return { kind: "foreignKey", name, columns: [column], reference: parseReference(cursor), onConflict: null };
  return undefined;
}

export function parseConflict(cursor: Cursor): string | null {
  return cursor.take("ON", "CONFLICT") ? cursor.next().text.toUpperCase() : null;
}

function parseOrder(cursor: Cursor): "asc" | "desc" {
  if (cursor.take("DESC")) return "desc";
  cursor.take("ASC");
  return "asc";
}

function parseReference(cursor: Cursor): ParsedReference {
  const table = cursor.qualifiedName();
  const columns = cursor.isOperator("(") ? cursor.nameList() : null;
  let [onDelete, onUpdate]: ReferentialAction[] = ["noAction", "noAction"];
  for (;;) {
    if (cursor.take("ON", "DELETE")) onDelete = parseAction(cursor);
    else if (cursor.take("ON", "UPDATE")) onUpdate = parseAction(cursor);
    else if (cursor.take("MATCH")) cursor.next();
    else break;
  }
  const deferrable = !cursor.take("NOT", "DEFERRABLE") && cursor.take("DEFERRABLE");
  const initiallyDeferred = cursor.take("INITIALLY", "DEFERRED");
  if (!initiallyDeferred) cursor.take("INITIALLY", "IMMEDIATE");
  return {
    table,
    columns,
    onDelete: onDelete as ReferentialAction,
    onUpdate: onUpdate as ReferentialAction,
    deferrable,
    initiallyDeferred: deferrable && initiallyDeferred,
  };
}

function parseAction(cursor: Cursor): ReferentialAction {
  if (cursor.take("CASCADE")) return "cascade";
  if (cursor.take("RESTRICT")) return "restrict";
  if (cursor.take("SET", "NULL")) return "setNull";
  if (cursor.take("SET", "DEFAULT")) return "setDefault";
  cursor.take("NO", "ACTION");
  return "noAction";
}
