import { makeObjectName } from "./naming.ts";
import type { SchemaObjectOf } from "./object.ts";
import { schemaOf, type ObjectRef } from "./ref.ts";

type Column = SchemaObjectOf<"column">;

/** The sequence that PostgreSQL makes for a serial or identity column, by the name that it makes up. */
export const impliedSequence = (column: ObjectRef): ObjectRef => ({
  kind: "sequence",
  schema: schemaOf(column) ?? "",
  name: makeObjectName(column.parent?.name ?? "", column.name, "seq"),
});

/** The sequence behind a column that has one. */
export const sequenceOf = ({ ref, body }: Column): ObjectRef => ({
  ...impliedSequence(ref),
  ...(body.identity?.name !== undefined && { name: body.identity.name }),
});

/** That sequence as the object that it would be by itself, with who may use it. */
export const sequenceBehind = (column: Column): SchemaObjectOf<"sequence"> => ({
  kind: "sequence",
  ref: { ...sequenceOf(column), kind: "sequence" },
  body: { type: column.body.type, ownedBy: column.ref },
  origin: column.origin,
  ...(column.sequenceGrants !== undefined && { grants: column.sequenceGrants }),
});
