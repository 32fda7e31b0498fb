import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { columnDefinition } from "../../object/column.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { withAccessOf } from "../../../../model/access.ts";
import { sameAccess } from "../access/access.ts";
import { newComment } from "../statement/comment.ts";
import { aroundOthers } from "../remake/dependants.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;

/** Another expression, an expression where there was none, or none any more. */
export function changeGenerated(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = before.ref.parent as ObjectRef;
  const column = quoteIdentifier(before.ref.name);
  const locks = [lock(table, "accessExclusive")];
  const { generated: old } = before.body;
  const { generated: now } = after.body;
  if (now === null && old?.stored === true)
    return [inTransaction([statement(`ALTER TABLE ${home(before.ref)} ALTER COLUMN ${column} DROP EXPRESSION`, { locks })], [change])];
  const holds = situation.rows(table) === "holds";
  const rewrite =
    holds && now?.stored === true
      ? [hazard("tableRewrite", before.ref, "the whole table is written anew"), hazard("longLock", table, "nobody can use it meanwhile")]
      : [];
  if (old !== null && now !== null && old.stored === now.stored && situation.context.facts.serverVersion >= 170000)
    return [
      inTransaction(
        [
          statement(`ALTER TABLE ${home(before.ref)} ALTER COLUMN ${column} SET EXPRESSION AS (${now.expression.text})`, {
            locks,
            hazards: rewrite,
          }),
        ],
        [change],
        { long: rewrite.length > 0 ? "yes" : "no" },
      ),
    ];
  const uses = situation.model.dependants(before.ref).find(({ kind }) => kind !== "view");
  if (uses !== undefined)
    refuse(
      "column-in-use",
      `column ${describeRef(before.ref)} must be made again for its new expression, and ${uses.kind} ${describeRef(uses.ref)} uses it`,
      "Drop what uses it first and create it again after, in the same revision",
    );
  const loses =
    holds && old === null ? [hazard("dataLoss", before.ref, "its values are computed from now on; those that were written are lost")] : [];
  const again = statement(`ALTER TABLE ${home(before.ref)} DROP COLUMN ${column}, ADD COLUMN ${columnDefinition(after)}`, {
    locks,
    hazards: [...loses, ...rewrite],
    inverse: loses.length > 0 ? "structure" : "exact",
  });
  const made = inTransaction(
    [
      again,
      ...newComment(after.comment === undefined ? { ...after, comment: before.comment ?? null } : after),
      ...sameAccess(withAccessOf(after, before), situation),
    ],
    [change],
    {
      preconditions: situation.emptiness(table),
      long: rewrite.length > 0 ? "yes" : "no",
    },
  );
  return [aroundOthers({ refs: [before.ref] }, made, situation)];
}
