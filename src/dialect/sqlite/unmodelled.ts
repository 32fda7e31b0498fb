import type { UnmanagedObject } from "../../port/session.ts";
import type { ParsedConstraint } from "./parse/constraint.ts";
import type { ParsedTable } from "./parse/table.ts";

/** Parts of a table that the model has no place for: reported by name, and a rebuild of the table is refused while they are there. */
export function unmodelledParts(table: string, { columns, constraints }: ParsedTable): readonly UnmanagedObject[] {
  const ofColumns = columns.flatMap(({ name, notNullConflict }) =>
    notNullConflict === null ? [] : [conflictClause(`${table}.${name}`, notNullConflict)],
  );
  return [...ofColumns, ...constraints.flatMap((constraint) => ofConstraint(table, constraint))];
}

function ofConstraint(table: string, constraint: ParsedConstraint): readonly UnmanagedObject[] {
  const name = `${table}.${constraint.name ?? describe(constraint)}`;
  const found = constraint.onConflict === null ? [] : [conflictClause(name, constraint.onConflict)];
  const keys = constraint.kind === "primaryKey" || constraint.kind === "unique" ? constraint.keys : [];
  if (!keys.some(({ order, collation }) => order === "desc" || collation !== null)) return found;
  return [...found, { kind: "key order", name, reason: "order and collation of a constraint's keys are not managed" }];
}

const conflictClause = (name: string, action: string): UnmanagedObject => ({
  kind: "conflict clause",
  name,
  reason: `ON CONFLICT ${action} is not managed; say it in the statements that insert`,
});

function describe(constraint: ParsedConstraint): string {
  switch (constraint.kind) {
    case "primaryKey":
      return "primary key";
    case "unique":
      return `unique (${constraint.keys.map(({ column }) => column).join(", ")})`;
    case "check":
      return `check (${constraint.expression})`;
    case "foreignKey":
      return `foreign key (${constraint.columns.join(", ")})`;
  }
}
