import { canonicalJson } from "../../../core/canonical-json.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { createType, dropType } from "../object/type.ts";
import { quoteIdentifier } from "../quote.ts";
import { changedComment, newComment } from "./comment.ts";
import { remakeType } from "./remake-type.ts";
import { renameType } from "./rename-type.ts";
import { inTransaction, statement } from "./statements.ts";
import type { Life } from "./strategy.ts";

type RangeType = SchemaObjectOf<"rangeType">;

export const rangeTypeLife: Life<"rangeType"> = {
  create: (after, change) => [inTransaction([statement(createType(after, after.ref)), ...newComment(after)], [change])],
  drop: (before, change) => [inTransaction([statement(dropType(before))], [change])],
  // Nothing of a range type can be altered.
  alter: (before: RangeType, after: RangeType, change, situation) =>
    canonicalJson(before.body) === canonicalJson(after.body)
      ? [inTransaction(changedComment(before, after), [change])]
      : [remakeType({ before, after, change, convert: ({ ref }, fresh) => `${quoteIdentifier(ref.name)}::text::${fresh}`, loss: null }, situation)],
  rename: renameType,
};
