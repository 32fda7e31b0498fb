import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { StatementInstruction } from "../../../../instruction/instruction.ts";
import { impliedMultirange } from "../../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { dropType } from "../../object/type.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { changedComment } from "../statement/comment.ts";
import { newType } from "./new-type.ts";
import { remakeType } from "./remake-type.ts";
import { renameType } from "./rename-type.ts";
import { inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

type RangeType = SchemaObjectOf<"rangeType">;

export const rangeTypeLife: Life<"rangeType"> = {
  create: (after, change) => [inTransaction(newType(after), [change])],
  drop: (before, change) => [inTransaction([statement(dropType(before))], [change])],
  // Nothing of a range type can be altered, and its functions bear its name: no other of that name can stand beside it.
  alter: (before: RangeType, after: RangeType, change, situation) =>
    canonicalJson(before.body) === canonicalJson(after.body)
      ? [inTransaction(changedComment(before, after), [change])]
      : [remakeType({ before, after, change, loss: null }, situation)],
  // A made-up name follows that of the type.
  rename: (before, after, change, situation) => {
    const [from, to] = [before.ref.name, after.ref.name];
    const renamed = renameType(before, after, change, situation) as readonly StatementInstruction[];
    if (from === to || before.body.multirange !== null) return renamed;
    const follow = statement(
      `ALTER TYPE ${qualified({ ...after.ref, name: impliedMultirange(from) })} RENAME TO ${quoteIdentifier(impliedMultirange(to))}`,
    );
    return renamed.map((instruction) => ({ ...instruction, statements: [...instruction.statements, follow] }));
  },
};
