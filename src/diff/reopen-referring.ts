import type { ObjectChange } from "../change/change.ts";
import { subject } from "../change/change.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import { keyColumns } from "../model/referred-key.ts";

/**
 * The changes, with the foreign keys that stay as they are and refer to a key that goes or becomes another one dropped and made again, though
 * there be another key over the same columns by then: the server ties each to the one that it found.
 */
export function reopenReferring(changes: readonly ObjectChange[], desired: Model, live: Model): readonly ObjectChange[] {
  const gone = new Set(changes.flatMap(goneKey));
  if (gone.size === 0) return changes;
  const changing = new Set(changes.map((change) => refKey(subject(change))));
  const reopened = [...live.objects()].flatMap((object): readonly ObjectChange[] => {
    if (object.kind !== "foreignKey" || changing.has(refKey(object.ref))) return [];
    const wanted = known(desired.get(object.ref));
    const { table, columns } = object.body.references;
    if (wanted?.kind !== "foreignKey" || !gone.has(keyName(table, columns))) return [];
    // Without the key it is another one only where it is said to miss it.
    const { outside: _found, ...body } = object.body;
    const { outside } = wanted.body;
    return [
      { kind: "object", before: object, after: null },
      { kind: "object", before: null, after: { ...object, body: { ...body, ...(outside !== undefined && { outside }) } } },
    ];
  });
  return [...changes, ...reopened];
}

const keyName = (table: ObjectRef, columns: readonly string[]): string => JSON.stringify([refKey(table), columns.toSorted()]);

function goneKey({ before, after }: ObjectChange): readonly string[] {
  const columns = before === null ? undefined : keyColumns(before);
  if (before?.ref.parent === undefined || columns === undefined) return [];
  return after === null || isOther(before, after) ? [keyName(before.ref.parent, columns)] : [];
}

/** Whether the key must be made anew to become the other: what tunes it can be altered where it is. */
const isOther = (before: SchemaObject, after: SchemaObject): boolean => canonicalJson(shape(before)) !== canonicalJson(shape(after));

function shape({ body }: SchemaObject): object {
  const {
    options: _options,
    tablespace: _tablespace,
    cluster: _cluster,
    replicaIdentity: _identity,
    ...rest
  } = body as Record<string, unknown>;
  return rest;
}
