import type { Change, ObjectChange } from "../../../../change/change.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { sameRef, type ObjectRef } from "../../../../model/ref.ts";
import { columnDefinition } from "../../object/column.ts";
import { qualified } from "../../quote.ts";
import { newComment } from "../statement/comment.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import type { RunStrategy } from "../statement/strategy.ts";

type Addition = ObjectChange & { readonly after: SchemaObjectOf<"column"> };

/** Stored computed columns of one table: each by itself would write the table and all its indexes anew, together they do once. */
export const addComputedColumns: RunStrategy = (changes, from, situation) => {
  const first = changes[from];
  if (first === undefined || !addsComputed(first)) return null;
  const table = first.after.ref.parent as ObjectRef;
  const end = changes.findIndex(
    (change, at) => at > from && !(addsComputed(change) && sameRef(change.after.ref.parent as ObjectRef, table)),
  );
  const additions = changes.slice(from, end === -1 ? changes.length : end).filter(addsComputed);
  if (additions.length === 1) return null;

  const holds = situation.rows(table) === "holds";
  const hazards = [
    hazard("tableRewrite", table, "every row gets values of its own, so the whole table is written anew"),
    hazard("longLock", table, "nobody can use it meanwhile"),
  ];
  const columns = additions.map(({ after }) => `ADD COLUMN ${columnDefinition(after)}`).join(", ");
  const add = statement(`ALTER TABLE ${qualified(table)} ${columns}`, {
    locks: [lock(table, "accessExclusive")],
    hazards: holds ? hazards : [],
  });
  const instruction = inTransaction([add, ...additions.flatMap(({ after }) => newComment(after))], additions, {
    long: holds ? "yes" : "no",
  });
  return { consumed: additions.length, instructions: [instruction] };
};

const addsComputed = (change: Change): change is Addition =>
  change.kind === "object" && change.before === null && change.after?.kind === "column" && change.after.body.generated?.stored === true;
