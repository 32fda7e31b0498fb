import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { TypeName } from "../../../../model/body.ts";
import { written } from "../../../../model/expression.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { Model } from "../../../../model/model.ts";
import { declared, type SchemaObjectOf } from "../../../../model/object.ts";
import { refKey, type ObjectRef } from "../../../../model/ref.ts";
import { isRowType } from "../../../../model/row-type.ts";
import { home, quoteIdentifier, quoteLiteral } from "../../quote.ts";
import { addChecked } from "./add-checked.ts";
import { fillColumn } from "../rows/fill-column.ts";
import { isThere } from "../rows/null-test.ts";
import { addNotNull, ownNotNull } from "./own-not-null.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Column = SchemaObjectOf<"column">;

interface ColumnOfType {
  readonly ref: Column["ref"];
  readonly type: TypeName | undefined;
}

/** A check that stands in for NOT NULL until the column is known to hold no NULL; the server prints it so, by what the type is. */
export function notNullCheck({ ref, type }: ColumnOfType, model: Model): SchemaObjectOf<"check"> {
  const name = quoteIdentifier(ref.name);
  const required = type !== undefined && isRowType(type, model) ? isThere(name) : `${name} IS NOT NULL`;
  return {
    kind: "check",
    ref: { kind: "check", parent: ref.parent as ObjectRef, name: makeObjectName(ref.parent?.name ?? "", ref.name, "required") },
    origin: declared,
    comment: null,
    body: { expression: written(required), noInherit: false, notValid: false },
  };
}

/** NOT NULL by way of a checked constraint, so that the scan happens beside the application; at once where there are no rows. */
export function setNotNull(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = before.ref.parent as ObjectRef;
  const fill = change.via?.up?.fill;
  const filled =
    fill === undefined || situation.rows(table) !== "holds"
      ? []
      : fillColumn({ column: before.ref, sql: fill, id: `fill:${refKey(before.ref)}` }, situation);
  const parts = situation.byPartition(table);
  if (!situation.online(table) && !parts) {
    const holds = situation.rows(table) === "holds";
    const hazards = holds
      ? [
          hazard("constraintScan", before.ref, "the whole table is read"),
          hazard("longLock", table, "nobody can use it meanwhile"),
          nullsFail(before),
        ]
      : [];
    const sql = `ALTER TABLE ${home(before.ref)} ALTER COLUMN ${quoteIdentifier(before.ref.name)} SET NOT NULL`;
    return [
      ...filled,
      inTransaction([statement(sql, { locks: [lock(table, "accessExclusive")], hazards }), ...ownNotNull(before, after)], [change], {
        preconditions: situation.emptiness(table),
        long: holds ? "yes" : "no",
      }),
    ];
  }
  if (situation.context.facts.serverVersion >= 180000 && !parts) return [...filled, ...notNullLater(before, after, change)];
  const check = notNullCheck({ ref: before.ref, type: before.body.type }, situation.model);
  return [...filled, ...addChecked(check, effect(null, check), situation), takeOverCheck(before, after, check, change)];
}

/** From 18 on NOT NULL is a constraint that can be checked later: no check has to stand in for it. */
function notNullLater(before: Column, after: Column, change: ObjectChange): readonly Instruction[] {
  const { ref } = after;
  const table = ref.parent as ObjectRef;
  const there =
    `pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] ` +
    `WHERE k.conrelid = ${quoteLiteral(home(ref))}::pg_catalog.regclass AND k.contype = 'n' AND a.attname = ${quoteLiteral(ref.name)}`;
  // Somebody may have begun it, and left it not valid: it is checked again.
  const add = statement(
    `DO ${quoteLiteral(`BEGIN IF NOT EXISTS (SELECT FROM ${there}) THEN ${addNotNull(after, " NOT VALID")}; END IF; END`)}`,
    {
      locks: [lock(table, "accessExclusive")],
      hazards: [hazard("incompatibleWithRunningApp", ref, "writing NULL to it fails")],
    },
  );
  const named = `(SELECT k.conname FROM ${there})`;
  const check = `EXECUTE pg_catalog.format(${quoteLiteral(`ALTER TABLE ${home(ref).replaceAll("%", "%%")} VALIDATE CONSTRAINT %I`)}, ${named});`;
  // It may have been begun under a name that only the server knows.
  const validate = statement(`DO ${quoteLiteral(`BEGIN ${check} END`)}`, {
    locks: [lock(table, "shareUpdateExclusive")],
    hazards: [hazard("constraintScan", ref, "the whole table is read, beside the application")],
  });
  // Until it is checked the column counts as one that may hold NULL.
  const { comment: _comment, ...notNull } = after.body.notNull ?? {};
  const open: Column =
    before.body.notNull?.notValid === true ? before : { ...before, body: { ...before.body, notNull: { ...notNull, notValid: true } } };
  const begun = open === before ? [] : [inTransaction([add], [effect(before, open)])];
  return [...begun, inTransaction([validate, ...ownNotNull(open, after)], [{ ...change, before: open }], { barrier: "both", long: "yes" })];
}

/** The scan is skipped where a valid check proves that there is no NULL. */
export function takeOverCheck(
  before: Column,
  after: Column,
  check: SchemaObjectOf<"check">,
  change: ObjectChange = effect(before, after),
): Instruction {
  const column = quoteIdentifier(before.ref.name);
  const set = statement(`ALTER TABLE ${home(before.ref)} ALTER COLUMN ${column} SET NOT NULL`, {
    locks: [lock(before.ref.parent as ObjectRef, "accessExclusive")],
    hazards: [nullsFail(before)],
  });
  return inTransaction([set, ...ownNotNull(before, after), withoutCheck(check)], [change, effect(check, null)]);
}

/** A check that has stood in for NOT NULL goes. */
export const withoutCheck = ({ ref }: SchemaObjectOf<"check">): Statement =>
  statement(`ALTER TABLE ${home(ref)} DROP CONSTRAINT ${quoteIdentifier(ref.name)}`, {
    locks: [lock(ref.parent as ObjectRef, "accessExclusive")],
  });

export const nullsFail = ({ ref }: Pick<Column, "ref">) => hazard("incompatibleWithRunningApp", ref, "writing NULL to it fails");
