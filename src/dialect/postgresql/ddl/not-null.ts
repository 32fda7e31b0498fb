import type { Constraint, Node } from "libpg-query";
import type { Amendment } from "../../../grammar/ddl.ts";
import { constraintsIn } from "./column-entry.ts";
import { stringsOf } from "./values.ts";

interface Written {
  readonly columns: readonly string[];
  readonly constraint: Constraint;
}

/** Each NOT NULL in what makes a table or is added to it, at its column or beside the columns. */
function written(elements: readonly Node[]): readonly Written[] {
  const all = elements.flatMap((element): readonly Written[] => {
    if ("ColumnDef" in element)
      return constraintsIn(element.ColumnDef.constraints).map((constraint) => ({ columns: [element.ColumnDef.colname ?? ""], constraint }));
    return "Constraint" in element ? [{ columns: stringsOf(element.Constraint.keys), constraint: element.Constraint }] : [];
  });
  return all.filter(({ constraint }) => constraint.contype === "CONSTR_NOTNULL");
}

/** Those of which more is said than that a column is one, and those that stand beside the columns. */
export const notNulls = (elements: readonly Node[]): readonly Amendment[] =>
  written(elements).flatMap(({ columns, constraint: { conname, keys, is_no_inherit, skip_validation } }) => {
    const fields = {
      ...(conname !== undefined && { name: conname }),
      ...(is_no_inherit === true && { noInherit: true }),
      ...(skip_validation === true && { notValid: true }),
    };
    return Object.keys(fields).length === 0 && keys === undefined
      ? []
      : columns.map((name): Amendment => ({ part: "notNull", name, fields }));
  });
