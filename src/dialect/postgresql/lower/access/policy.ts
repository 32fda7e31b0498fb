import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { alterPolicy, createPolicy, dropPolicy, renamePolicy } from "../../object/policy.ts";
import { qualified } from "../../quote.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

export const policyLife: Life<"policy"> = {
  create: (after, change, situation) => [inTransaction([made(createPolicy(after), after.ref, situation), ...newComment(after)], [change])],
  drop: (before, change, situation) => [inTransaction([made(dropPolicy(before.ref), before.ref, situation)], [change])],
  alter: (before, after, change, situation) => {
    if (sameRules(before, after)) return [inTransaction(changedComment(before, after), [change])];
    const altered = alterPolicy(before, after);
    if (altered !== null) return [inTransaction([made(altered, before.ref, situation), ...changedComment(before, after)], [change])];
    const again = after.comment === undefined ? { ...after, comment: before.comment ?? null } : after;
    return [
      inTransaction(
        [made(dropPolicy(before.ref), before.ref, situation), made(createPolicy(after), after.ref, situation), ...newComment(again)],
        [change],
      ),
    ];
  },
  rename: (before, after, change) => [
    inTransaction(
      [statement(renamePolicy(before.ref, after.ref.name), { locks: [lock(tableOf(before.ref), "accessExclusive")] })],
      [change],
    ),
  ],
};

/** Whether policies apply to a new table. */
export const newRowSecurity = ({ ref, body }: SchemaObjectOf<"table">): readonly Statement[] =>
  body.rowSecurity === undefined || body.rowSecurity === "disabled" ? [] : [statement(security(ref, "disabled", body.rowSecurity))];

/** Whether they apply from now on; absent: as before. */
export function changedRowSecurity(
  before: SchemaObjectOf<"table">,
  after: SchemaObjectOf<"table">,
  situation: Situation,
): readonly Statement[] {
  const [old, now] = [before.body.rowSecurity ?? "disabled", after.body.rowSecurity];
  if (now === undefined || now === old) return [];
  return [made(security(before.ref, old, now), before.ref, situation)];
}

type Security = NonNullable<SchemaObjectOf<"table">["body"]["rowSecurity"]>;

const isApplied = (security: Security): boolean => security === "enabled" || security === "forced";
const isForced = (security: Security): boolean => security === "forced" || security === "forcedWhenEnabled";

function security(table: ObjectRef, from: Security, to: Security): string {
  const enabled = isApplied(from) === isApplied(to) ? [] : [`${isApplied(to) ? "ENABLE" : "DISABLE"} ROW LEVEL SECURITY`];
  const forced = isForced(from) === isForced(to) ? [] : [`${isForced(to) ? "FORCE" : "NO FORCE"} ROW LEVEL SECURITY`];
  return `ALTER TABLE ${qualified(table)} ${[...enabled, ...forced].join(", ")}`;
}

function made(sql: string, ref: ObjectRef, situation: Situation): Statement {
  const table = tableOf(ref);
  const hazards = situation.isMade(table) ? [] : [hazard("privilegeChange", table, "which rows who sees changes")];
  return statement(sql, { locks: [lock(table, "accessExclusive")], hazards });
}

const tableOf = (ref: ObjectRef): ObjectRef => ref.parent ?? ref;

const sameRules = (before: SchemaObject, after: SchemaObject): boolean => JSON.stringify(before.body) === JSON.stringify(after.body);
