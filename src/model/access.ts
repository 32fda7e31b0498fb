import { canonicalJson } from "../core/canonical-json.ts";
import { defaultGrants, type Grant, sortedGrants } from "./grant.ts";
import type { SchemaObject } from "./object.ts";
import { labelSteps } from "./security-label.ts";

/** Whose an object is, who else may do what with it, and what it is labelled for those who decide about that in their own way. */
export type AccessField = "owner" | "grants" | "sequenceGrants" | "securityLabels";

/** Whether anything is said of the access to an object. */
export const saysAccess = ({ owner, grants, sequenceGrants, securityLabels }: SchemaObject): boolean =>
  owner !== undefined || grants !== undefined || sequenceGrants !== undefined || securityLabels !== undefined;

/** The grants that an object has where nothing is said: those of a new one. */
export const grantsOf = ({ kind, grants }: SchemaObject): readonly Grant[] => grants ?? defaultGrants(kind);

/** What of the access to an object differs from what is wanted; what is not said is not compared. */
export function differingAccess(desired: SchemaObject, live: SchemaObject): readonly AccessField[] {
  const fields: AccessField[] = [];
  if (desired.owner !== undefined && desired.owner !== live.owner && !(isImplied(desired) && isAnybody(live))) fields.push("owner");
  if (
    desired.grants !== undefined &&
    desired.grants !== live.grants &&
    !sameGrants(desired.grants, grantsOf(live), [desired.owner, live.owner])
  )
    fields.push("grants");
  if (desired.sequenceGrants !== undefined && numbersItself(desired) && !sameGrants(desired.sequenceGrants, live.sequenceGrants ?? [], []))
    fields.push("sequenceGrants");
  if (desired.securityLabels !== undefined && labelSteps(live.securityLabels ?? {}, desired.securityLabels).length > 0)
    fields.push("securityLabels");
  return fields;
}

const numbersItself = (object: SchemaObject): boolean => object.kind === "column" && object.body.identity !== null;

/** Whoever it was that looked: in another database that may be another role. */
const isImplied = ({ implied = [] }: SchemaObject): boolean => implied.includes("owner");
const isAnybody = (object: SchemaObject): boolean => object.owner === undefined || isImplied(object);

/** An owner who is granted everything has what owners have. */
const sameGrants = (a: readonly Grant[], b: readonly Grant[], owners: readonly (string | undefined)[]): boolean => {
  const telling = (grants: readonly Grant[]) =>
    grants.filter(
      ({ to, privileges, column, grantOption }) =>
        !(owners.includes(to) && column === undefined && grantOption === undefined && privileges[0] === "all"),
    );
  return canonicalJson(sortedGrants(telling(a))) === canonicalJson(sortedGrants(telling(b)));
};

/** The object with the access that the other one has. */
export function withAccessOf<O extends SchemaObject>(
  object: O,
  { owner, grants, sequenceGrants, securityLabels, implied }: SchemaObject,
): O {
  const { owner: _owner, grants: _grants, sequenceGrants: _ofSequence, securityLabels: _labels, implied: _implied, ...rest } = object;
  return {
    ...rest,
    ...(owner === undefined ? {} : { owner }),
    ...(grants === undefined ? {} : { grants }),
    ...(sequenceGrants === undefined ? {} : { sequenceGrants }),
    ...(securityLabels === undefined ? {} : { securityLabels }),
    ...(implied === undefined ? {} : { implied }),
  } as O;
}

/** The object with the access that people chose for it alone: what any new object of the same role has is left out. */
export function chosenAccess({
  owner,
  grants,
  sequenceGrants,
  securityLabels = {},
  implied = [],
}: SchemaObject): Pick<SchemaObject, AccessField> {
  const chosen = implied.includes("grants") ? undefined : grants;
  // Grants that say what the owner may do mean something together with whom that is.
  const isOwnerChosen = !implied.includes("owner") || chosen?.some(({ to }) => to === owner) === true;
  return {
    ...(owner === undefined || !isOwnerChosen ? {} : { owner }),
    ...(chosen === undefined ? {} : { grants: chosen }),
    ...(sequenceGrants === undefined || implied.includes("sequenceGrants") ? {} : { sequenceGrants }),
    ...(Object.keys(securityLabels).length === 0 ? {} : { securityLabels }),
  };
}

/** As it is made: who makes it owns it. Whom that is, where it is the one who looked, need not be said. */
export function newlyMade(object: SchemaObject): SchemaObject {
  const { owner: _owner, grants: _grants, sequenceGrants: _ofSequence, securityLabels: _labels, ...made } = object;
  return object.implied?.includes("owner") === true && object.owner !== undefined ? { ...made, owner: object.owner } : made;
}
