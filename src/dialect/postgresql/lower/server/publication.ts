import type { SchemaObjectOf } from "../../../../model/object.ts";
import { addressOf } from "../../object/address.ts";
import { alterPublication, createPublication } from "../../object/publication.ts";
import { quoteIdentifier } from "../../quote.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

type Publication = SchemaObjectOf<"publication">;

export const publicationLife: Life<"publication"> = {
  create: (after, change) => [inTransaction([statement(createPublication(after)), ...newComment(after)], [change])],
  drop: (before, change) => [
    inTransaction(
      [
        statement(`DROP ${addressOf(before)}`, {
          hazards: [hazard("incompatibleWithRunningApp", before.ref, "who subscribes to it gets no more changes")],
        }),
      ],
      [change],
    ),
  ],
  alter: (before: Publication, after: Publication, change) => {
    const comments = changedComment(before, after);
    // Only the list of members can be altered, not that there is one.
    if (before.body.allTables !== after.body.allTables) {
      const again = after.comment === undefined ? { ...after, comment: before.comment ?? null } : after;
      const hazards = [hazard("incompatibleWithRunningApp", after.ref, "who subscribes to it must refresh")];
      return [
        inTransaction(
          [statement(`DROP ${addressOf(before)}`, { hazards }), statement(createPublication(after)), ...newComment(again)],
          [change],
        ),
      ];
    }
    const hazards = [hazard("incompatibleWithRunningApp", after.ref, "who subscribes to it gets other changes")];
    return [inTransaction([...alterPublication(before, after).map((sql) => statement(sql, { hazards })), ...comments], [change])];
  },
  rename: (before, after, change) => [
    inTransaction(
      [
        statement(`ALTER ${addressOf(before)} RENAME TO ${quoteIdentifier(after.ref.name)}`, {
          hazards: [hazard("incompatibleWithRunningApp", before.ref, "who subscribes to the old name gets no more changes")],
        }),
      ],
      [change],
    ),
  ],
};
