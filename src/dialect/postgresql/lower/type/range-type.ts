import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { StatementInstruction } from "../../../../instruction/instruction.ts";
import { impliedMultirange, multirangeOf } from "../../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { dropType } from "../../object/type.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { changedComment } from "../statement/comment.ts";
import { newType } from "./new-type.ts";
import { remakeType } from "./remake-type.ts";
import { renameType } from "./rename-type.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

type RangeType = SchemaObjectOf<"rangeType">;

export const rangeTypeLife: Life<"rangeType"> = {
  create: (after, change) => [inTransaction(newType(after), [change])],
  drop: (before, change) => [inTransaction([statement(dropType(before))], [change])],
  // Nothing of a range type can be altered but the name of its sets, and its functions bear its name: no other of that name can stand beside it.
  alter: (before: RangeType, after: RangeType, change, situation) => {
    const { multirange: _old, ...old } = before.body;
    const { multirange: _now, ...now } = after.body;
    if (canonicalJson(old) !== canonicalJson(now)) return [remakeType({ before, after, change, loss: null }, situation)];
    const [from, to] = [multirangeOf(before), multirangeOf(after)];
    const renamed =
      from === to
        ? []
        : [
            statement(`ALTER TYPE ${qualified({ ...before.ref, name: from })} RENAME TO ${quoteIdentifier(to)}`, {
              hazards: [hazard("incompatibleWithRunningApp", before.ref, `the type of its sets is called ${to}`)],
            }),
          ];
    return [inTransaction([...renamed, ...changedComment(before, after)], [change])];
  },
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
