import type { Constraint } from "libpg-query";
import type { TableEntry } from "../../../model/kind/table.shape.ts";
import type { Amendment } from "../../../grammar/ddl.ts";
import { checkEntry, excludeEntry, foreignKeyEntry, keyEntry } from "./constraint-entry.ts";
import type { StatementText } from "./statement-text.ts";

type Lists = Required<Pick<TableEntry, "unique" | "checks" | "foreignKeys" | "exclude">>;

/** Constraints as a table's entry has them. */
export interface Constraints extends Lists {
  primaryKey?: NonNullable<TableEntry["primaryKey"]>;
}

export const none = (): Constraints => ({ unique: [], checks: [], foreignKeys: [], exclude: [] });

export function merged(all: readonly Constraints[]): Constraints {
  const primaryKey = all.find((each) => each.primaryKey !== undefined)?.primaryKey;
  return {
    ...(primaryKey !== undefined && { primaryKey }),
    unique: all.flatMap(({ unique }) => unique),
    checks: all.flatMap(({ checks }) => checks),
    foreignKeys: all.flatMap(({ foreignKeys }) => foreignKeys),
    exclude: all.flatMap(({ exclude }) => exclude),
  };
}

/** One that is written for the table. Undefined where a document has no words for it, or says it at a column. */
export function constraintOf(constraint: Constraint, text: StatementText): Constraints | undefined {
  if (constraint.indexname !== undefined || constraint.indexspace !== undefined || constraint.fk_del_set_cols !== undefined)
    return undefined;
  switch (constraint.contype) {
    case "CONSTR_PRIMARY":
      return { ...none(), primaryKey: keyEntry(constraint, undefined) };
    case "CONSTR_UNIQUE":
      return { ...none(), unique: [keyEntry(constraint, undefined)] };
    case "CONSTR_CHECK":
      return { ...none(), checks: [checkEntry(constraint, text)] };
    case "CONSTR_FOREIGN":
      return { ...none(), foreignKeys: [foreignKeyEntry(constraint, undefined)] };
    case "CONSTR_EXCLUSION":
      return { ...none(), exclude: [excludeEntry(constraint, text)] };
    default:
      return undefined;
  }
}

/** A key over an index that is there; null where it is none. */
export function keyOverIndex(constraint: Constraint): Amendment | null {
  const { indexname, contype } = constraint;
  if (indexname === undefined || (contype !== "CONSTR_PRIMARY" && contype !== "CONSTR_UNIQUE")) return null;
  const { columns: _columns, ...fields } = keyEntry(constraint, undefined);
  return { part: "keyOverIndex", key: contype === "CONSTR_PRIMARY" ? "primaryKey" : "unique", index: indexname, fields };
}

/** The lists that hold something. */
export const said = (constraints: Constraints): Partial<Constraints> =>
  Object.fromEntries(Object.entries(constraints).filter(([, value]) => !Array.isArray(value) || value.length > 0));
