import { mentionsName } from "../../../../model/identifier.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { type ObjectRef, sameRef } from "../../../../model/ref.ts";

/** Such that each comes after those that it uses, as it is then. */
export function inOrder<Each extends { readonly after: SchemaObject }>(
  all: readonly Each[],
  then: (each: Each) => readonly SchemaObject[],
): readonly Each[] {
  const ordered = new Set<Each>();
  const visiting = new Set<Each>();
  const place = (each: Each): void => {
    if (visiting.has(each)) return;
    visiting.add(each);
    const objects = then(each);
    all.filter((other) => other !== each && objects.some((object) => needs(object, other.after.ref))).forEach(place);
    ordered.add(each);
  };
  all.forEach(place);
  return [...ordered];
}

/** Whether it uses the other, as the catalogue or its text tells. */
export function needs(object: SchemaObject, ref: ObjectRef): boolean {
  if (object.uses?.some((used) => sameRef(used, ref)) === true) return true;
  if (object.kind !== "view") return false;
  return object.body.reads === null ? mentionsName(object.body.query.text, ref.name) : object.body.reads.some((read) => sameRef(read, ref));
}
