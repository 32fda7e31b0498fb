import type { ColumnDef, Constraint } from "libpg-query";
import type { Act, ActOf, Named } from "../../../port/act.ts";
import { bodiesOf, named, words } from "../impact/syntax.ts";

const kinds: Readonly<Partial<Record<NonNullable<Constraint["contype"]>, ActOf<"addConstraint">["constraint"]>>> = {
  CONSTR_FOREIGN: "foreignKey",
  CONSTR_CHECK: "check",
  CONSTR_NOTNULL: "notNull",
  CONSTR_UNIQUE: "unique",
  CONSTR_PRIMARY: "primaryKey",
  CONSTR_EXCLUSION: "exclude",
};

/** `ADD CONSTRAINT`; nothing for what is a property of a column. */
export function addedConstraint(
  table: Named,
  { contype, conname, skip_validation: later, indexname, pktable, ...rest }: Constraint,
): readonly Act[] {
  const constraint = contype === undefined ? undefined : kinds[contype];
  if (constraint === undefined) return [];
  const isEnforced = (rest as { readonly is_enforced?: boolean }).is_enforced !== false || contype !== "CONSTR_CHECK";
  return [
    {
      kind: "addConstraint",
      table,
      name: conname ?? null,
      constraint,
      validated: later !== true && isEnforced,
      usingIndex: indexname !== undefined,
      references: named(pktable),
      columns: words(rest.keys),
      key: {
        include: words(rest.including),
        deferrable: rest.deferrable === true,
        initiallyDeferred: rest.initdeferred === true,
        nullsNotDistinct: rest.nulls_not_distinct === true,
      },
    },
  ];
}

const ofColumn: readonly Constraint["contype"][] = ["CONSTR_UNIQUE", "CONSTR_PRIMARY", "CONSTR_CHECK", "CONSTR_FOREIGN"];

/** Those of an added column that go through the rows: a foreign key looks nothing up for a column that is NULL in every row. */
export function constraintsOfColumn(table: Named, column: ColumnDef): readonly Act[] {
  const constraints = bodiesOf(column.constraints, "Constraint");
  const hasValue = constraints.some(({ contype }) => contype === "CONSTR_DEFAULT");
  return constraints
    .filter(({ contype }) => ofColumn.includes(contype) && (contype !== "CONSTR_FOREIGN" || hasValue))
    .flatMap((constraint) => addedConstraint(table, constraint));
}
