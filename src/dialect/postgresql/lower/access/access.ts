import type { ObjectChange } from "../../../../change/change.ts";
import type { Hazard, Instruction, Statement } from "../../../../instruction/instruction.ts";
import { grantsOf, newlyMade } from "../../../../model/access.ts";
import { type Grant, privilegesOf } from "../../../../model/grant.ts";
import { sequenceBehind } from "../../../../model/column-sequence.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { labelSteps } from "../../../../model/security-label.ts";
import { grantOn, labelOn, revokeOn, setOwner } from "../../object/access.ts";
import { isGivenByDefault, withoutDefaultGrants } from "./default-grants.ts";
import { type GrantStep, grantSteps, type Rights, rightsOf } from "./grant-steps.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";

type Column = SchemaObjectOf<"column">;

/** What some people then may do that they might not before, or the other way round. */
type Risk = (message: string) => readonly Hazard[];

export function alterAccess(before: SchemaObject, after: SchemaObject, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const risk: Risk = (message) => (situation.isMade(after.ref.parent ?? after.ref) ? [] : [hazard("privilegeChange", after.ref, message)]);
  return [inTransaction(accessSteps(before, after, situation, risk), [change])];
}

/** The access to an object that was just made in the place of one like it: for nobody anything changes. */
export const sameAccess = (object: SchemaObject, situation: Situation): readonly Statement[] =>
  accessSteps(newlyMade(object), object, situation, () => []);

/** Another owner first: what the old one had goes over to the new one. */
function accessSteps(before: SchemaObject, after: SchemaObject, situation: Situation, risk: Risk): readonly Statement[] {
  const all = privilegesOf(after.kind, Math.floor(situation.context.facts.serverVersion / 10_000));
  const locks = after.kind === "table" ? [lock(after.ref, "accessExclusive")] : [];
  const owner =
    before.owner === after.owner
      ? []
      : [statement(setOwner(after, after.owner ?? null), { hazards: risk("it gets another owner"), locks })];
  const given = isGivenByDefault(before, after, situation.model) ? withoutDefaultGrants(after) : [];
  const labels = labelSteps(before.securityLabels ?? {}, after.securityLabels ?? before.securityLabels ?? {});
  return [
    ...owner,
    ...given,
    ...sequenceSteps(before, after, situation, risk),
    ...changedGrants(before, after, all).map((step) => statement(sqlOf(step, after), { hazards: risk("who may do what with it changes") })),
    ...labels.map(([provider, label]) =>
      statement(labelOn(after, provider, label), { hazards: risk("what it is labelled for a provider of access control changes") }),
    ),
  ];
}

/** The sequence behind a column is no object of its own, and belongs to whom the table does. */
function sequenceSteps(before: SchemaObject, after: SchemaObject, situation: Situation, risk: Risk): readonly Statement[] {
  if (after.kind !== "column" || after.body.identity === null || after.sequenceGrants === undefined) return [];
  const owner = known(situation.model.get(after.ref.parent as ObjectRef & { readonly kind: "table" }))?.owner;
  const behind = (column: Column): SchemaObject => ({ ...sequenceBehind(column), ...(owner !== undefined && { owner }) });
  return accessSteps(behind({ ...after, sequenceGrants: before.sequenceGrants } as Column), behind(after), situation, risk);
}

/** The same of one that was just made in the place of another. */
export const sameSequenceAccess = (column: Column, situation: Situation): readonly Statement[] =>
  sequenceSteps(newlyMade(column), column, situation, () => []);

const changedGrants = (before: SchemaObject, after: SchemaObject, all: readonly string[]): readonly GrantStep[] =>
  grantSteps(heldBy(grantsOf(before), before, after, all), heldBy(grantsOf(after), after, after, all), all);

function sqlOf({ act, ...privileges }: GrantStep, object: SchemaObject): string {
  switch (act) {
    case "grant":
      return grantOn(object, privileges, "plain");
    case "grantWithOption":
      return grantOn(object, privileges, "withOption");
    case "revoke":
      return revokeOn(object, privileges, "privilege");
    case "revokeOption":
      return revokeOn(object, privileges, "option");
  }
}

/** A grant to who becomes the owner is one to the owner; of a new object nobody said whose it is at first. */
function heldBy(grants: readonly Grant[], { owner: known }: SchemaObject, { owner: next }: SchemaObject, all: readonly string[]): Rights {
  const owner = known ?? next;
  return rightsOf(grants, owner, all, (role) => (role === owner && next !== undefined ? next : role));
}
