import { differingAccess, grantsOf } from "../../../model/access.ts";
import type { Grant } from "../../../model/grant.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { type ObjectRef, schemaOf } from "../../../model/ref.ts";
import type { Need } from "./need.ts";

/** What it takes to give an object the access that it is to have; `root`: what the right is about. */
export function needsOfAccess(before: SchemaObject, after: SchemaObject, root: ObjectRef): readonly Need[] {
  const differing = differingAccess(after, before);
  return [
    ...(differing.includes("owner") ? toGive(after, root) : []),
    ...(differing.includes("grants") ? toGrant(before, after, root) : []),
    ...(differing.includes("sequenceGrants") ? [...namesOf(after.sequenceGrants ?? []), { right: "own", object: root } as const] : []),
    ...(differing.includes("securityLabels") ? [{ right: "own", object: root } as const] : []),
  ];
}

function toGive({ owner, ref }: SchemaObject, root: ObjectRef): readonly Need[] {
  if (owner === undefined) return [];
  const schema = schemaOf(ref);
  return [
    { right: "name", role: owner },
    { right: "own", object: root },
    { right: "belong", role: owner },
    ...(schema === undefined ? [] : [{ right: "receive", role: owner, schema } as const]),
  ];
}

function toGrant(before: SchemaObject, after: SchemaObject, root: ObjectRef): readonly Need[] {
  const [old, now] = [grantsOf(before), grantsOf(after)];
  const isIn = (list: readonly Grant[], grant: Grant): boolean => list.some((other) => JSON.stringify(other) === JSON.stringify(grant));
  const changed = [...old.filter((grant) => !isIn(now, grant)), ...now.filter((grant) => !isIn(old, grant))];
  const privileges = [...new Set(changed.flatMap((grant) => grant.privileges))].sort();
  return [...namesOf(now), { right: "grant", object: root, privileges }];
}

/** The roles that something is granted to. */
export const namesOf = (grants: readonly Grant[]): readonly Need[] =>
  grants.flatMap(({ to }) => (to === "public" ? [] : [{ right: "name", role: to } as const]));
