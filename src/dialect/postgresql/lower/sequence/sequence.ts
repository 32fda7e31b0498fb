import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { alterSequence, createSequence, dropSequence, logSequence } from "../../object/sequence.ts";
import { qualified } from "../../quote.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { renameStatements } from "../statement/rename-statements.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

type Sequence = SchemaObjectOf<"sequence">;

/** All of it that is another after than before. */
export function changedSequence(before: Sequence, after: Sequence): readonly Statement[] {
  const sql = alterSequence(before.ref, before.body, after.body);
  return [
    ...(sql === `ALTER SEQUENCE ${qualified(before.ref)}` ? [] : [statement(sql)]),
    ...(before.body.unlogged === after.body.unlogged ? [] : [statement(logSequence(after.ref, after.body))]),
    ...changedComment(before, after),
  ];
}

export const sequenceLife: Life<"sequence"> = {
  create: (after, change) => [inTransaction([statement(createSequence(after.ref, after.body)), ...newComment(after)], [change])],
  drop: (before, change) => [
    inTransaction(
      [
        statement(dropSequence(before.ref), {
          inverse: "structure",
          hazards: [hazard("incompatibleWithRunningApp", before.ref, "what takes numbers from it fails")],
        }),
      ],
      [change],
    ),
  ],
  alter: (before, after, change) => [inTransaction(changedSequence(before, after), [change])],
  rename: ({ ref: from }, { ref: to }, change) => {
    const parts = { hazards: [hazard("incompatibleWithRunningApp", from, "what takes numbers from it by the old name fails")] };
    return [
      inTransaction(
        renameStatements((ref) => `SEQUENCE ${qualified(ref)}`, from, to, parts),
        [change],
      ),
    ];
  },
};
