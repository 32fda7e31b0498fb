import { createSchema, dropSchema, renameSchema } from "../object/schema.ts";
import { changedComment, newComment } from "./statement/comment.ts";
import { hazard, inTransaction, statement } from "./statement/statements.ts";
import type { Life } from "./statement/strategy.ts";

export const schemaLife: Life<"schema"> = {
  create: (after, change) => [inTransaction([statement(createSchema(after.ref)), ...newComment(after)], [change])],
  // Without CASCADE: what is in it that nobody manages stops the drop.
  drop: (before, change) => [inTransaction([statement(dropSchema(before.ref))], [change])],
  alter: (before, after, change) => [inTransaction(changedComment(before, after), [change])],
  rename: (before, after, change) => [
    inTransaction(
      [
        statement(renameSchema(before.ref, after.ref), {
          hazards: [hazard("incompatibleWithRunningApp", before.ref, "what uses the old name fails")],
        }),
      ],
      [change],
    ),
  ],
};
