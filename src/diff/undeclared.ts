import { structuralMentions } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";

export interface Undeclared {
  readonly drops: readonly SchemaObject[];
  readonly unmanaged: readonly SchemaObject[];
}

/** Parts of a dropped table go with it, whoever made them, and what stands on a dropped column with that; a namespace goes only where nothing is left in it. */
export function partitionUndeclared(
  undeclared: readonly SchemaObject[],
  owned: (ref: ObjectRef) => boolean,
  stays: readonly SchemaObject[],
): Undeclared {
  const goes = new Set(
    undeclared.filter(({ kind, ref }) => kind !== "schema" && ref.parent === undefined && owned(ref)).map(({ ref }) => refKey(ref)),
  );
  for (const { kind, ref } of undeclared) if (kind === "column" && owned(ref)) goes.add(refKey(ref));
  const standsOnGone = (part: SchemaObject): boolean =>
    structuralMentions(part).some(({ ref, certainty }) => certainty === "required" && goes.has(refKey(ref)));
  const isDropped = (object: SchemaObject): boolean => {
    const { parent } = object.ref;
    return parent === undefined ? goes.has(refKey(object.ref)) : goes.has(refKey(parent)) || owned(object.ref) || standsOnGone(object);
  };
  const kept = undeclared.filter((object) => object.kind !== "schema" && !isDropped(object));
  const used = new Set([...kept, ...stays].map(({ ref }) => ref.parent?.schema ?? ref.schema));
  const schemas = undeclared.filter((object) => object.kind === "schema" && owned(object.ref) && !used.has(object.ref.name));
  const drops = [...undeclared.filter((object) => object.kind !== "schema" && isDropped(object)), ...schemas];
  return { drops, unmanaged: kept };
}
