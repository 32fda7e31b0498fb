import { canonicalJson } from "../core/canonical-json.ts";
import { defaultGrants, type Grant, sortedGrants } from "./grant.ts";
import type { SchemaObject } from "./object.ts";

/** Whose an object is, and who else may do what with it. */
export type AccessField = "owner" | "grants";

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
  return fields;
}

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
export function withAccessOf<O extends SchemaObject>(object: O, { owner, grants, implied }: SchemaObject): O {
  const { owner: _owner, grants: _grants, implied: _implied, ...rest } = object;
  return {
    ...rest,
    ...(owner === undefined ? {} : { owner }),
    ...(grants === undefined ? {} : { grants }),
    ...(implied === undefined ? {} : { implied }),
  } as O;
}

/** The object with the access that people chose for it alone: what any new object of the same role has is left out. */
export function chosenAccess({ owner, grants, implied = [] }: SchemaObject): Pick<SchemaObject, AccessField> {
  const chosen = implied.includes("grants") ? undefined : grants;
  // Grants that say what the owner may do mean something together with whom that is.
  const isOwnerChosen = !implied.includes("owner") || chosen?.some(({ to }) => to === owner) === true;
  return {
    ...(owner === undefined || !isOwnerChosen ? {} : { owner }),
    ...(chosen === undefined ? {} : { grants: chosen }),
  };
}
