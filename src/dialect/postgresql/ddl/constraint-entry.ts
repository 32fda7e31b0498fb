import type { Constraint, Node } from "libpg-query";
import type { CheckEntry } from "../../../model/kind/check.shape.ts";
import type { ExcludeEntry } from "../../../model/kind/exclude.shape.ts";
import type { ForeignKeyEntry } from "../../../model/kind/foreign-key.shape.ts";
import type { UniqueEntry } from "../../../model/kind/unique.shape.ts";
import { elementsOf, keyOf } from "./index-entry.ts";
import type { StatementText } from "./statement-text.ts";
import { optionsOf, placed, stringsOf } from "./values.ts";

const named = ({ conname }: Constraint) => (conname === undefined ? {} : { name: conname });
const timing = ({ deferrable, initdeferred }: Constraint) => ({
  ...(deferrable === true && { deferrable }),
  ...(initdeferred === true && { initiallyDeferred: true }),
});
const enforcement = ({ is_enforced, skip_validation }: Constraint) =>
  is_enforced === true ? (skip_validation === true ? { notValid: true } : {}) : { notEnforced: true };

/** `column`: the one that the constraint is written at; undefined for one of the table's own. */
export function keyEntry(constraint: Constraint, column: string | undefined): UniqueEntry {
  const include = stringsOf(constraint.including);
  const options = optionsOf(constraint.options);
  return {
    ...named(constraint),
    columns: column === undefined ? stringsOf(constraint.keys) : [column],
    ...(include.length > 0 && { include }),
    ...(constraint.nulls_not_distinct === true && { nullsNotDistinct: true }),
    ...timing(constraint),
    ...(constraint.without_overlaps === true && { withoutOverlaps: true }),
    ...(options !== undefined && { options }),
  };
}

export const checkEntry = (constraint: Constraint, text: StatementText): CheckEntry => ({
  ...named(constraint),
  expression: text.inParentheses(text.at(constraint.location)),
  ...(constraint.is_no_inherit === true && { noInherit: true }),
  ...enforcement(constraint),
});

const actions: Readonly<Record<string, ForeignKeyEntry["onDelete"]>> = { r: "restrict", c: "cascade", n: "setNull", d: "setDefault" };

export function foreignKeyEntry(constraint: Constraint, column: string | undefined): ForeignKeyEntry {
  const columns = stringsOf(constraint.pk_attrs);
  const { name, ...schema } = placed(constraint.pktable);
  const [onDelete, onUpdate] = [actions[constraint.fk_del_action ?? ""], actions[constraint.fk_upd_action ?? ""]];
  return {
    ...named(constraint),
    columns: column === undefined ? stringsOf(constraint.fk_attrs) : [column],
    references: { table: name, ...schema, ...(columns.length > 0 && { columns }) },
    ...(onDelete !== undefined && { onDelete }),
    ...(onUpdate !== undefined && { onUpdate }),
    ...(constraint.fk_matchtype === "f" && { match: "full" as const }),
    ...timing(constraint),
    ...enforcement(constraint),
    ...(constraint.fk_with_period === true && { period: true }),
  };
}

export function excludeEntry(constraint: Constraint, text: StatementText): ExcludeEntry {
  const from = text.find(text.at(constraint.location), text.tokens.length, "EXCLUDE");
  const items = text.items(from);
  const pairs = (constraint.exclusions ?? []).map((pair): readonly Node[] => ("List" in pair ? (pair.List.items ?? []) : []));
  const where = text.find(from, text.itemEnd(from), "WHERE");
  return {
    ...named(constraint),
    ...(constraint.access_method !== undefined && constraint.access_method !== "gist" && { method: constraint.access_method }),
    elements: pairs.map(([element, operator], at) => {
      const [start = from, end = from] = items[at] ?? [];
      const key = keyOf(elementsOf(element === undefined ? [] : [element])[0] ?? {}, start, end, text);
      const symbols = operator !== undefined && "List" in operator ? stringsOf(operator.List.items) : [];
      return { ...key, with: symbols.at(-1) ?? "" };
    }),
    ...(constraint.where_clause !== undefined && { where: text.inParentheses(where) }),
    ...timing(constraint),
  };
}
