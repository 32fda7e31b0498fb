import type { Model } from "../model/model.ts";
import { known } from "../model/model.ts";
import type { ObjectKind, ObjectRef } from "../model/ref.ts";
import type { SchemaObject } from "../model/object.ts";

const leaves: readonly ObjectKind[] = ["policy"];

/** Owner, grants, security labels and further policies are expected where the Schema says them: elsewhere people give them by other means, and that is nobody's hand. */
export function withSaidAccess(object: SchemaObject, declared: Model | null): SchemaObject {
  const { rest, access } = apart(object);
  const said = declared === null ? undefined : known(declared.get(object.ref as ObjectRef));
  return {
    ...rest,
    ...(said?.owner === undefined || access.owner === undefined ? {} : { owner: access.owner }),
    ...(said?.grants === undefined || access.grants === undefined ? {} : { grants: access.grants }),
    ...(said?.sequenceGrants === undefined ? {} : { sequenceGrants: access.sequenceGrants }),
    ...(said?.securityLabels === undefined ? {} : { securityLabels: access.securityLabels }),
    ...(object.kind === "table" && (said === undefined || said.leaves !== undefined) ? { leaves } : {}),
  } as SchemaObject;
}

/**
 * Where what `withSaidAccess` made of the object ends in the text that starts at `start`, whatever a Schema said of it then; null where the text tells of another object.
 */
export function endOfStored(text: string, start: number, object: SchemaObject): number | null {
  const { rest, access } = apart(object);
  const plain = JSON.stringify(rest).slice(0, -1);
  if (!text.startsWith(plain, start)) return null;
  let end = start + plain.length;
  // Nothing was said of nearly all, and to look for each field takes longer than all else.
  if (text[end] === "}") return end + 1;
  for (const [field, value] of Object.entries({ ...access, ...(object.kind === "table" && { leaves }) })) {
    if (!text.startsWith(`,"${field}":`, end)) continue;
    const said = `,"${field}":${JSON.stringify(value)}`;
    if (!text.startsWith(said, end)) return null;
    end += said.length;
  }
  return text[end] === "}" ? end + 1 : null;
}

/** An object, and who owns it and may do what with it: what is expected only where somebody said it, in the order in which it is written. */
function apart({ owner, grants, sequenceGrants = [], securityLabels = {}, implied: _implied, ...rest }: SchemaObject) {
  return { rest, access: { owner, grants, sequenceGrants, securityLabels } };
}
