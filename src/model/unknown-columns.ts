import type { Diagnostic } from "../core/diagnostic.ts";
import type { Grammar } from "../grammar/grammar.ts";
import type { Found } from "./model.ts";
import type { SchemaObject } from "./object.ts";
import { expressionsOf } from "./object-expressions.ts";
import { childRef, describeRef, type ObjectKind, type ObjectRef } from "./ref.ts";

/** What of a table computes with its columns; a default stands for a row that is not there yet. */
const computing: ReadonlySet<ObjectKind> = new Set(["check", "index", "exclude", "policy", "column"]);

/** Columns that expressions of an object name and that its table certainly has not: the server refuses it when it is made. `find`: what is there then. */
export function unknownColumns(
  object: SchemaObject,
  find: (ref: ObjectRef) => Found,
  { columnsIn }: Pick<Grammar, "columnsIn">,
): readonly Diagnostic[] {
  const { parent } = object.ref;
  if (columnsIn === undefined || parent === undefined || !computing.has(object.kind) || !hasAllItsColumns(find(parent))) return [];
  const generated = object.kind === "column" ? object.body.generated : null;
  const expressions = object.kind === "column" ? (generated === null ? [] : [generated.expression]) : expressionsOf(object);
  const names = new Set(expressions.flatMap(({ text }) => columnsIn(text)));
  return [...names]
    .filter((name) => name !== parent.name && find(childRef("column", parent, name)) === "absent")
    .map((name) => ({
      code: "unknown-column",
      severity: "error",
      message: `${describeRef(object.ref)} names a column ${name}, which ${describeRef(parent)} does not have`,
      remedy: "Correct the expression, or declare the column",
    }));
}

/** Other tables have columns from elsewhere too. */
function hasAllItsColumns(table: Found): boolean {
  if (table === "absent" || table === "unknown" || table.kind !== "table") return false;
  const { virtual, partitionOf, ofType, inherits = [] } = table.body;
  return virtual === undefined && partitionOf === undefined && ofType === undefined && inherits.length === 0;
}
