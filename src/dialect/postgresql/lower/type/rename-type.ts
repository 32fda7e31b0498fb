import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { TypeKind } from "../../../../model/ref.ts";
import { typeWord } from "../../object/type.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import type { Alter } from "../statement/strategy.ts";

/** Another name or schema for a type of any kind; columns of it follow by themselves. */
export const renameType: Alter<TypeKind> = (before: SchemaObjectOf<TypeKind>, after: SchemaObjectOf<TypeKind>, change) => {
  const inSchema = { ...before.ref, schema: after.ref.schema ?? "" };
  const parts = { hazards: [hazard("incompatibleWithRunningApp", before.ref, "what casts to the old name fails")] };
  const word = typeWord(before.kind);
  return [
    inTransaction(
      [
        ...(before.ref.schema === after.ref.schema
          ? []
          : [statement(`ALTER ${word} ${qualified(before.ref)} SET SCHEMA ${quoteIdentifier(after.ref.schema ?? "")}`, parts)]),
        ...(before.ref.name === after.ref.name
          ? []
          : [statement(`ALTER ${word} ${qualified(inSchema)} RENAME TO ${quoteIdentifier(after.ref.name)}`, parts)]),
      ],
      [change],
    ),
  ];
};
