import { differingAccess, grantsOf, withAccessOf } from "../../model/access.ts";
import { sequenceBehind } from "../../model/column-sequence.ts";
import { writeGrants } from "../../model/entry/write/write-access.ts";
import { writeSignature } from "../../model/entry/write/write-definition.ts";
import { writeName, writeTableName } from "../../model/entry/write/write-name.ts";
import type { Grant } from "../../model/grant.ts";
import type { ObjectName } from "../../model/kind/object-name.shape.ts";
import type { SchemaObject } from "../../model/object.ts";
import { labelSteps } from "../../model/security-label.ts";
import type { Expressing, Step } from "./step.ts";

const attributes: readonly string[] = ["comment", "owner", "grants", "sequenceGrants", "securityLabels"];
export const isAttribute = (field: string): boolean => attributes.includes(field);

/** The object with comment and access of the other one. */
export const withAttributesOf = (object: SchemaObject, other: SchemaObject): SchemaObject => {
  const { comment: _comment, ...rest } = withAccessOf(object, other);
  return { ...rest, ...(other.comment === undefined ? {} : { comment: other.comment }) } as SchemaObject;
};

/** What changes beside the body: each attribute by a step of its own. */
export function expressAttributes(before: SchemaObject, after: SchemaObject, around: Expressing): readonly Step[] {
  const differing = differingAccess(after, before);
  const isRecommented = (before.comment || null) !== (after.comment || null);
  if (!isRecommented && differing.length === 0) return [];
  const on = nameOf(after, around);
  return [
    ...(isRecommented ? [{ setComment: { on, comment: after.comment ?? "" } }] : []),
    ...(differing.includes("owner") && after.owner !== undefined ? [{ setOwner: { on, owner: after.owner } }] : []),
    ...(differing.includes("grants") ? expressGrants(before, after, around) : []),
    ...(differing.includes("sequenceGrants") ? expressSequenceGrants(before, after, around) : []),
    ...(differing.includes("securityLabels")
      ? labelSteps(before.securityLabels ?? {}, after.securityLabels ?? {}).map(([provider, label]) => ({
          setSecurityLabel: { on, provider, label: label ?? "" },
        }))
      : []),
  ];
}

/** What is no longer granted as it was is taken away, what is new is given. */
function expressGrants(before: SchemaObject, after: SchemaObject, around: Expressing): readonly Step[] {
  const [old, now] = [grantsOf(before), grantsOf(after)];
  const isIn = (list: readonly Grant[], grant: Grant): boolean => list.some((other) => JSON.stringify(other) === JSON.stringify(grant));
  const { on, columns } = grantee(after, around);
  const gone = writeGrants(old.filter((grant) => !isIn(now, grant)));
  const fresh = writeGrants(now.filter((grant) => !isIn(old, grant)));
  return [
    ...gone.map(({ to, grantOption: _option, ...grant }) => ({ revoke: { on, from: to, ...grant, ...columns } })),
    ...fresh.map((grant) => ({ grant: { on, ...grant, ...columns } })),
  ];
}

/** The privileges of a column are granted on its table. */
function grantee(object: SchemaObject, around: Expressing) {
  if (object.kind !== "column" || object.ref.parent === undefined) return { on: nameOf(object, around), columns: {} };
  return { on: { kind: "table" as const, ...writeName(object.ref.parent, around) }, columns: { columns: [object.ref.name] } };
}

/** Who may use the sequence behind a column is said of the sequence. */
const expressSequenceGrants = (before: SchemaObject, after: SchemaObject, around: Expressing): readonly Step[] =>
  after.kind === "column"
    ? expressGrants(sequenceBehind({ ...after, sequenceGrants: before.sequenceGrants ?? [] }), sequenceBehind(after), around)
    : [];

function nameOf({ kind, ref }: SchemaObject, around: Expressing): ObjectName {
  if (ref.arguments !== undefined) {
    const { signature, ...schema } = writeSignature(ref, around);
    return { kind: nameKind(kind), name: signature, ...schema };
  }
  if (ref.parent === undefined) return { kind: nameKind(kind), ...writeName(ref, around) };
  return { kind: nameKind(kind), name: ref.name, ...writeTableName(ref.parent, around) };
}

function nameKind(kind: SchemaObject["kind"]): ObjectName["kind"] {
  switch (kind) {
    case "primaryKey":
    case "unique":
    case "check":
    case "foreignKey":
    case "exclude":
      return "constraint";
    // They have no attributes.
    case "setting":
    case "defaultPrivileges":
      throw new TypeError(`a ${kind} has no attributes`);
    default:
      return kind;
  }
}
