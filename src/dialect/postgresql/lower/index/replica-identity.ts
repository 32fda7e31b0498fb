import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import { lock, statement } from "../statement/statements.ts";

type Table = SchemaObjectOf<"table">;
type Marked = SchemaObjectOf<"index"> | SchemaObjectOf<"primaryKey"> | SchemaObjectOf<"unique">;

const alter = (table: ObjectRef, how: string): Statement =>
  statement(`ALTER TABLE ${qualified(table)} ${how}`, { locks: [lock(table, "accessExclusive")] });

/** What replication knows a row by, where that is not the primary key. */
export const newReplicaIdentity = ({ ref, body }: Table): readonly Statement[] =>
  body.replicaIdentity === undefined ? [] : [alter(ref, `REPLICA IDENTITY ${body.replicaIdentity.toUpperCase()}`)];

export const changedReplicaIdentity = (before: Table, after: Table): readonly Statement[] =>
  before.body.replicaIdentity === after.body.replicaIdentity
    ? []
    : [alter(after.ref, `REPLICA IDENTITY ${(after.body.replicaIdentity ?? "default").toUpperCase()}`)];

/** What an index or key is for its table beside that, where it was not so before. */
export function changedMarks(before: Pick<Marked, "body"> | null, { ref, body }: Marked): readonly Statement[] {
  const table = ref.parent as ObjectRef;
  const [old, name] = [before?.body ?? {}, quoteIdentifier(ref.name)];
  const marks = (is: typeof old) => ({
    cluster: "cluster" in is && is.cluster === true,
    replicaIdentity: "replicaIdentity" in is && is.replicaIdentity === true,
  });
  const [was, now] = [marks(old), marks(body)];
  return [
    ...(was.cluster === now.cluster ? [] : [alter(table, now.cluster ? `CLUSTER ON ${name}` : "SET WITHOUT CLUSTER")]),
    ...(was.replicaIdentity === now.replicaIdentity
      ? []
      : [alter(table, `REPLICA IDENTITY ${now.replicaIdentity ? `USING INDEX ${name}` : "DEFAULT"}`)]),
  ];
}
