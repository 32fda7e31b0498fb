import { type AccessField, differingAccess, withAccessOf } from "../model/access.ts";
import type { ColumnBody } from "../model/body.ts";
import { compareField } from "../model/compare-field.ts";
import type { FieldRule } from "../model/field-rule.ts";
import { describeKind } from "../model/kind/kinds.ts";
import type { SchemaObject } from "../model/object.ts";
import type { Question } from "../model/question.ts";
import { sameSequenceOptions } from "../model/sequence-options.ts";
import { keptNotNull } from "./kept-not-null.ts";

/**
 * The desired object with every field that is no difference as it is live: what nobody wrote is kept, and what the server spells
 * otherwise is not altered. So a change names exactly what it changes.
 */
export function takeOver(desired: SchemaObject, live: SchemaObject, means: (question: Question) => boolean): SchemaObject {
  const { fields: described, tied } = describeKind(desired.kind);
  const fields = described as Readonly<Record<string, FieldRule>>;
  const ties = (tied ?? {}) as Readonly<Record<string, readonly string[]>>;
  const wanted = desired.body as Readonly<Record<string, unknown>>;
  const current = live.body as Readonly<Record<string, unknown>>;
  const body: Record<string, unknown> = { ...current };
  let changed = false;
  const aside = Object.keys(fields).filter((field) => fields[field] === "notCompared");
  for (const [field, rule] of Object.entries(fields)) {
    const differences = compareField[rule](wanted[field] as never, current[field] as never, field);
    const same =
      rule === "sequenceOption"
        ? sameSequenceOptions(wanted, current)
        : differences.every((found) => found.kind === "ask" && means({ desired, live, field: found.path }));
    if (same) continue;
    changed = true;
    // What is known of a query belongs to its text: it changes with the rest.
    for (const taken of [field, ...(ties[field] ?? []), ...aside]) body[taken] = wanted[taken];
    if (rule === "notNull") body[field] = keptNotNull(desired.body as ColumnBody, live.body as ColumnBody);
  }
  for (const field of Object.keys(body)) if (body[field] === undefined) delete body[field];
  const { renamedFrom: _renamedFrom, labelsRenamedFrom: _labels, position: _position, leaves: _leaves, uses: said, ...rest } = desired;
  const position = live.position === undefined ? {} : { position: live.position };
  // The catalogue knows best what the live one uses.
  const uses = changed ? said : (live.uses ?? said);
  const comment = desired.comment === undefined ? live.comment : desired.comment;
  const taken = { ...rest, ...position, ...(uses === undefined ? {} : { uses }), body, comment } as SchemaObject;
  return withAccessOf(taken, takenAccess(desired, live));
}

/** What is wanted where it is another than there is. */
function takenAccess(desired: SchemaObject, live: SchemaObject): SchemaObject {
  const differing = [...differingAccess(desired, live), ...ofItsFirstSequence(desired, live)];
  if (differing.length === 0) return live;
  const isWanted = (field: AccessField): boolean => differing.includes(field);
  const implied = [
    ...(live.implied ?? []).filter((field) => !isWanted(field)),
    ...ofItsFirstSequence(desired, live).filter((field) => desired.implied?.includes(field)),
  ];
  const wanted = {
    ...live,
    ...(isWanted("owner") && { owner: desired.owner }),
    ...(isWanted("grants") && { grants: desired.grants }),
    ...(isWanted("sequenceGrants") && { sequenceGrants: desired.sequenceGrants }),
    ...(isWanted("securityLabels") && { securityLabels: desired.securityLabels }),
  };
  return { ...wanted, implied } as SchemaObject;
}

/** Also where nobody may use it: one that is there already may be taken for it. */
const ofItsFirstSequence = (desired: SchemaObject, live: SchemaObject): readonly AccessField[] =>
  desired.sequenceGrants !== undefined && live.sequenceGrants === undefined ? ["sequenceGrants"] : [];
