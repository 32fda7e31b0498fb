import type { ObjectChange } from "../../../../change/change.ts";
import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import type { TypeAttribute } from "../../../../model/type-body.ts";
import { attributeDefinition, dropType } from "../../object/type.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { changedComment } from "../statement/comment.ts";
import { columnsOf, typesOver } from "./made-of.ts";
import { attributeComments, newType } from "./new-type.ts";
import { remakeType } from "./remake-type.ts";
import { renameType } from "./rename-type.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";
import { refuseTypeOfTables } from "../table/typed-table.ts";

type Composite = SchemaObjectOf<"compositeType">;

export const compositeTypeLife: Life<"compositeType"> = {
  create: (after, change) => [inTransaction(newType(after), [change])],
  drop: (before, change) => [inTransaction([statement(dropType(before))], [change])],
  alter: alterComposite,
  rename: renameType,
};

/** In place where attributes keep their order and no column holds what changes its type; else the type is made anew. */
function alterComposite(before: Composite, after: Composite, change: ObjectChange, situation: Situation): readonly Instruction[] {
  if (canonicalJson(before.body) !== canonicalJson(after.body)) refuseTypeOfTables(before.ref, situation);
  const renames = change.via?.up?.labels ?? {};
  const renamed = before.body.attributes.map((attribute) => ({ ...attribute, name: renames[attribute.name] ?? attribute.name }));
  const steps = attributeSteps(renamed, after.body.attributes);
  const columns = [before, ...typesOver(before, situation.model)].flatMap((type) => columnsOf(type, situation.model));
  const filled = columns.map(({ ref }) => ref.parent as ObjectRef).filter((table) => situation.rows(table) === "holds");
  const gone = renamed.filter(({ name }) => !after.body.attributes.some((other) => other.name === name));
  const loss =
    gone.length === 0 ? null : `${gone.map(({ name }) => name).join(", ")} of its values ${gone.length === 1 ? "is" : "are"} lost`;
  if (steps === null || (columns.length > 0 && steps.some(({ how }) => how === "alter")))
    return [remakeType({ before, after, change, convert: (value, to) => convert(value, to, renames, before, after), loss }, situation)];
  const type = qualified(before.ref);
  const named = Object.entries(renames).filter(([from]) => before.body.attributes.some(({ name }) => name === from));
  const hazards = loss === null ? [] : filled.map((table) => hazard("dataLoss", table, loss));
  const locks = columns.map(({ ref }) => lock(ref.parent as ObjectRef, "accessExclusive"));
  const statements: readonly Statement[] = [
    ...named.map(([from, to]) => statement(`ALTER TYPE ${type} RENAME ATTRIBUTE ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`)),
    ...(steps.length === 0
      ? []
      : [
          statement(`ALTER TYPE ${type} ${steps.map(({ sql }) => sql).join(", ")}`, {
            locks,
            hazards,
            inverse: hazards.length > 0 ? "structure" : "exact",
          }),
        ]),
    ...attributeComments({ ...before, body: { attributes: renamed } }, after),
    ...changedComment(before, after),
  ];
  return [inTransaction(statements, [change])];
}

interface Step {
  readonly how: "drop" | "alter" | "add";
  readonly sql: string;
}

/** What leads from one list to the other without moving an attribute; null where one would have to move. */
function attributeSteps(before: readonly TypeAttribute[], after: readonly TypeAttribute[]): readonly Step[] | null {
  const kept = before.filter(({ name }) => after.some((other) => other.name === name));
  if (kept.some(({ name }, at) => after[at]?.name !== name)) return null;
  const gone = before.filter((attribute) => !kept.includes(attribute));
  const changed = kept.flatMap((old, at) => {
    const now = after[at] as TypeAttribute;
    return old.type === now.type && old.collation === now.collation ? [] : [now];
  });
  return [
    ...gone.map(({ name }): Step => ({ how: "drop", sql: `DROP ATTRIBUTE ${quoteIdentifier(name)}` })),
    ...changed.map(
      (attribute): Step => ({
        how: "alter",
        sql: `ALTER ATTRIBUTE ${attributeDefinition(attribute).replace(/^("(?:[^"]|"")*"|\S+) /, "$1 TYPE ")}`,
      }),
    ),
    ...after.slice(kept.length).map((attribute): Step => ({ how: "add", sql: `ADD ATTRIBUTE ${attributeDefinition(attribute)}` })),
  ];
}

/** Attribute by attribute; those of an array can only be taken over by their places. */
function convert(
  value: string,
  to: string,
  renames: Readonly<Record<string, string>>,
  { body: { attributes: before } }: Composite,
  { body: { attributes } }: Composite,
): string | null {
  const former = new Map(before.map((attribute) => [renames[attribute.name] ?? attribute.name, attribute]));
  if (to.endsWith("[]")) {
    const same = attributes.length === before.length && attributes.every((attribute, at) => former.get(attribute.name) === before[at]);
    return same ? `${value}::text[]::${to}` : null;
  }
  const values = attributes.map(({ name, type }) => {
    const old = former.get(name);
    return old === undefined ? `NULL::${type}` : `(${value}).${quoteIdentifier(old.name)}::${type}`;
  });
  return `CASE WHEN ${value} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(${values.join(", ")})::${to} END`;
}
