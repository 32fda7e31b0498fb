import type { Statement } from "../../../../instruction/instruction.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, type ObjectRef, sameRef } from "../../../../model/ref.ts";
import { qualified } from "../../quote.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";
import { lock, statement } from "../statement/statements.ts";

type Table = SchemaObjectOf<"table">;

/**
 * Tables that it inherits from come and go in the catalogue alone. They stand in an order, and a new one stands last: what follows the first that differs goes and comes again.
 * @throws InputError where columns would become its own with that, or cease to be
 */
export function changedInherits(before: Table, after: Table, situation: Situation): readonly Statement[] {
  const [old, now] = [before.body.inherits ?? [], after.body.inherits ?? []];
  const same = old.findIndex((parent, at) => now[at] === undefined || !sameRef(parent, now[at]));
  const [gone, come] = same === -1 ? [[], now.slice(old.length)] : [old.slice(same), now.slice(same)];
  for (const parent of [...gone, ...come]) refuseForeignParts(after.ref, parent, situation);
  for (const parent of come) refuseNullable(after.ref, parent, situation);
  const alter = (how: string, parent: ObjectRef) =>
    statement(`ALTER TABLE ${qualified(after.ref)} ${how} ${qualified(parent)}`, {
      locks: [lock(after.ref, "accessExclusive"), lock(parent, "shareUpdateExclusive")],
    });
  return [...gone.toReversed().map((parent) => alter("NO INHERIT", parent)), ...come.map((parent) => alter("INHERIT", parent))];
}

/** Each part of the other table must be one that the table declares too, before and after. */
function refuseForeignParts(table: ObjectRef, parent: ObjectRef, { model }: Situation): void {
  const own = model.children(table);
  const lacking = partsOf(parent, model).find((part) => !own.some(({ kind, ref }) => kind === part.kind && ref.name === part.ref.name));
  if (lacking === undefined) return;
  refuse(
    "inheritance-changes",
    `${describeRef(table)}: whether it inherits from ${describeRef(parent)} cannot be altered while it does not declare ${lacking.kind} ${lacking.ref.name} itself`,
    "Declare what both have at the table too, or use an `sql` step with ALTER TABLE … INHERIT or NO INHERIT",
  );
}

/** What is NOT NULL above must be it here first. */
function refuseNullable(table: ObjectRef, parent: ObjectRef, { model }: Situation): void {
  const nullable = new Set(
    model.children(table, "column").flatMap((column) => (column.kind === "column" && column.body.nullable ? [column.ref.name] : [])),
  );
  const found = partsOf(parent, model).find(
    (part) => part.kind === "column" && !part.body.nullable && part.body.notNull?.noInherit !== true && nullable.has(part.ref.name),
  );
  if (found === undefined) return;
  refuse(
    "inheritance-of-not-null",
    `${describeRef(table)} cannot inherit from ${describeRef(parent)} while its column ${found.ref.name} takes NULL, which that one's does not`,
    `Make ${describeRef(table)}.${found.ref.name} NOT NULL first, in a revision or run before`,
  );
}

/** Columns and checks that go down from a table, with those that it has from others. */
function partsOf(table: ObjectRef, model: Situation["model"]): readonly SchemaObject[] {
  const above = (table.kind === "table" ? known(model.get({ ...table, kind: "table" }))?.body.inherits : undefined) ?? [];
  const own = [...model.children(table)].filter((part) => part.kind === "column" || (part.kind === "check" && !part.body.noInherit));
  return [...above.flatMap((parent) => partsOf(parent, model)), ...own];
}
