import type { CollateClause, ColumnDef, Constraint, Node, TypeName } from "libpg-query";
import type { ColumnEntry } from "../../../model/kind/column.shape.ts";
import { checkEntry, foreignKeyEntry, keyEntry } from "./constraint-entry.ts";
import { sequenceOptions } from "./sequence-entry.ts";
import type { StatementText } from "./statement-text.ts";
import { type Constraints, none } from "./table-constraint.ts";
import { joinedName, optionsOf } from "./values.ts";

const serials: Readonly<Record<string, string>> = {
  smallserial: "smallint",
  serial2: "smallint",
  serial: "integer",
  serial4: "integer",
  bigserial: "bigint",
  serial8: "bigint",
};

export const constraintsIn = (nodes: readonly Node[] | undefined): readonly Constraint[] =>
  (nodes ?? []).flatMap((node) => ("Constraint" in node ? node.Constraint : []));

interface Typed {
  readonly typeName?: TypeName;
  readonly collClause?: CollateClause;
  readonly constraints?: readonly Node[];
}

/** A type as it is written: up to what else is said of the column, attribute or domain. */
export function typeAt({ typeName, collClause, constraints = [] }: Typed, text: StatementText): string {
  const from = text.at(typeName?.location);
  const others = [collClause?.location, ...constraintsIn(constraints as Node[]).map(({ location }) => location)].flatMap((location) =>
    location === undefined ? [] : text.at(location),
  );
  const end = Math.min(text.find(from + 1, text.itemEnd(from), "STORAGE", "COMPRESSION", "OPTIONS"), ...others);
  return text.text(from, end);
}

/** The expression of a DEFAULT, up to what is said next. */
export function defaultAt({ location }: Constraint, { collClause, constraints = [] }: Typed, text: StatementText): string {
  const from = text.find(text.at(location), text.tokens.length, "DEFAULT") + 1;
  const others = [collClause?.location, ...constraintsIn(constraints as Node[]).map((each) => each.location)].flatMap((other) =>
    other !== undefined && text.at(other) >= from ? text.at(other) : [],
  );
  return text.text(from, Math.min(text.itemEnd(from), ...others));
}

/** A column with the constraints that are written at it. */
export function columnEntry(
  definition: ColumnDef,
  text: StatementText,
): { readonly column: ColumnEntry; readonly constraints: Constraints } {
  const { colname = "", collClause, storage_name, compression, fdwoptions } = definition;
  // A partition says what it has of columns whose type its table says.
  const type = definition.typeName === undefined ? "" : typeAt(definition, text);
  const serial = serials[type.toLowerCase()];
  const constraints = none();
  const column: ColumnEntry = { name: colname, type: serial ?? type, ...(serial !== undefined && { identity: "serial" as const }) };
  if (collClause !== undefined) column.collation = joinedName(collClause.collname);
  if (storage_name !== undefined) column.storage = storage_name.toLowerCase() as NonNullable<ColumnEntry["storage"]>;
  if (compression !== undefined) column.compression = compression as NonNullable<ColumnEntry["compression"]>;
  const taken = optionsOf(fdwoptions);
  if (taken !== undefined) column.foreignOptions = taken;
  for (const constraint of withAttributes(constraintsIn(definition.constraints))) {
    switch (constraint.contype) {
      case "CONSTR_NOTNULL":
        column.nullable = false;
        break;
      case "CONSTR_DEFAULT":
        column.default = defaultAt(constraint, definition, text);
        break;
      case "CONSTR_IDENTITY":
        Object.assign(column, identityOf(constraint));
        break;
      case "CONSTR_GENERATED":
        column.generated = {
          expression: text.inParentheses(text.at(constraint.location)),
          ...(constraint.generated_kind !== "v" && { stored: true }),
        };
        break;
      case "CONSTR_PRIMARY":
        constraints.primaryKey = keyEntry(constraint, colname);
        break;
      case "CONSTR_UNIQUE":
        constraints.unique.push(keyEntry(constraint, colname));
        break;
      case "CONSTR_CHECK":
        constraints.checks.push(checkEntry(constraint, text));
        break;
      case "CONSTR_FOREIGN":
        constraints.foreignKeys.push(foreignKeyEntry(constraint, colname));
    }
  }
  return { column, constraints };
}

export function identityOf({ generated_when, options }: Constraint): Pick<ColumnEntry, "identity" | "sequence"> {
  const { type: _type, ownedBy: _owner, ...sequence } = sequenceOptions(options);
  return { identity: generated_when === "a" ? "always" : "byDefault", ...(Object.keys(sequence).length > 0 && { sequence }) };
}

/** DEFERRABLE and the like stand behind the constraint that they are about. */
function withAttributes(constraints: readonly Constraint[]): readonly Constraint[] {
  const result: Constraint[] = [];
  for (const constraint of constraints) {
    const last = result.at(-1);
    if (constraint.contype === "CONSTR_ATTR_DEFERRABLE" && last !== undefined) last.deferrable = true;
    else if (constraint.contype === "CONSTR_ATTR_DEFERRED" && last !== undefined)
      Object.assign(last, { deferrable: true, initdeferred: true });
    else if (constraint.contype === "CONSTR_ATTR_NOT_ENFORCED" && last !== undefined) last.is_enforced = false;
    else result.push({ ...constraint });
  }
  return result;
}

/** What a column is tuned to by `(n_distinct = …)`. */
export const columnOptions = (nodes: readonly Node[] | undefined): Pick<ColumnEntry, "options"> => {
  const options = optionsOf(nodes);
  return options === undefined ? {} : { options };
};
