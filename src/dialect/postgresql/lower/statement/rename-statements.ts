import type { Statement } from "../../../../instruction/instruction.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { quoteIdentifier } from "../../quote.ts";
import { statement, type StatementParts } from "./statements.ts";

/** What a reference names in SQL, its kind of object in front. */
type Address<Ref extends ObjectRef> = (ref: Ref) => string;

/** Another schema, another name, or both in this order: in its new schema it still has the old name. */
export const renameStatements = <Ref extends ObjectRef>(
  address: Address<Ref>,
  from: Ref,
  to: ObjectRef,
  parts: StatementParts = {},
): readonly Statement[] => [
  ...(from.schema === to.schema ? [] : [statement(`ALTER ${address(from)} SET SCHEMA ${quoteIdentifier(to.schema ?? "")}`, parts)]),
  ...(from.name === to.name
    ? []
    : [statement(`ALTER ${address({ ...from, schema: to.schema })} RENAME TO ${quoteIdentifier(to.name)}`, parts)]),
];
