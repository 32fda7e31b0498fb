import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { TypeKind } from "../../../../model/ref.ts";
import { typeWord } from "../../object/type.ts";
import { qualified } from "../../quote.ts";
import { renameStatements } from "../statement/rename-statements.ts";
import { hazard, inTransaction } from "../statement/statements.ts";
import type { Alter } from "../statement/strategy.ts";

/** Another name or schema for a type of any kind; columns of it follow by themselves. */
export const renameType: Alter<TypeKind> = (
  { kind, ref: from }: SchemaObjectOf<TypeKind>,
  { ref: to }: SchemaObjectOf<TypeKind>,
  change,
) => {
  const parts = { hazards: [hazard("incompatibleWithRunningApp", from, "what casts to the old name fails")] };
  return [
    inTransaction(
      renameStatements((ref) => `${typeWord(kind)} ${qualified(ref)}`, from, to, parts),
      [change],
    ),
  ];
};
