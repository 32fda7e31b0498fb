import type { SchemaObjectOf } from "../../../model/object.ts";
import type { RoutineKind } from "../../../model/ref.ts";
import { isReplaceable } from "../definition/is-replaceable.ts";
import { createRoutine, dropRoutine, replaceRoutine, routineAddress } from "../object/routine.ts";
import { changedComment, newComment } from "./statement/comment.ts";
import { goingWith } from "./remake/dependants.ts";
import { madeAnew } from "./remake/made-anew.ts";
import { renameStatements } from "./statement/rename-statements.ts";
import { hazard, inTransaction, statement } from "./statement/statements.ts";
import type { Life } from "./statement/strategy.ts";

type Routine = { [K in RoutineKind]: SchemaObjectOf<K> }[RoutineKind];

/** The life of a function, a procedure and an aggregate. */
export const routineLife: Life<"function"> & Life<"procedure"> & Life<"aggregate"> = {
  create: (after: Routine, change) => [inTransaction([statement(createRoutine(after)), ...newComment(after)], [change])],
  drop: (before: Routine, change) => [
    inTransaction(
      [statement(dropRoutine(before), { hazards: [hazard("incompatibleWithRunningApp", before.ref, "what still calls it fails")] })],
      [change],
    ),
  ],
  alter: (before: Routine, after: Routine, change, situation) => {
    const comment = changedComment(before, after);
    if (before.body.definition.text === after.body.definition.text) return [inTransaction(comment, [change])];
    if (isReplaceable(before.kind, before.body.definition.text, after.body.definition.text))
      return [inTransaction([statement(replaceRoutine(after)), ...comment], [change])];
    const hazards = [hazard("incompatibleWithRunningApp", before.ref, "it takes or gives something else")];
    return [madeAnew(before, after, change, { hazards, users: goingWith(before.ref, situation) })];
  },
  rename: ({ kind, ref: from }: Routine, { ref: to }: Routine, change) => {
    const parts = { hazards: [hazard("incompatibleWithRunningApp", from, "what calls it by the old name fails")] };
    return [
      inTransaction(
        renameStatements((ref) => routineAddress(kind, ref), from, to, parts),
        [change],
      ),
    ];
  },
};
