import { type Grant, normaliseGrants, privilegesOf } from "../../../model/grant.ts";
import type { ObjectKind } from "../../../model/ref.ts";

/** One privilege of one role, as the catalogue has it. */
export interface AclItem {
  readonly to: string;
  readonly privilege: string;
  readonly option: boolean;
}

/** SQL: the items of an aclitem[] as JSON. */
export const aclItems = (acl: string): string => `
  (SELECT coalesce(json_agg(json_build_object('to', CASE e.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(e.grantee) END, 'privilege', lower(e.privilege_type), 'option', e.is_grantable)), '[]')
   FROM aclexplode(${acl}) e)`;

/** SQL: the items of an aclitem[] in an order that does not tell who was given something first. */
export const sorted = (list: string): string => `(SELECT array_agg(i::text ORDER BY i::text) FROM unnest(${list}) i)`;

/** SQL: whether there are privileges, and not those that a new object has; those given back after they were taken stand in another order. */
export const isChosen = (acl: string, usual: string): string => `(${acl} <> ${usual} AND ${sorted(acl)} IS DISTINCT FROM ${sorted(usual)})`;

/** An owner has everything; one who has less, or who was granted it with an option that owners have anyhow, is among the roles that something is granted to. null: nobody has it by being the owner. */
export function grantsIn(acl: readonly AclItem[], owner: string | null, kind: ObjectKind, major: number): readonly Grant[] {
  const all = privilegesOf(kind, major);
  const given = acl.map(({ to, privilege, option }): Grant => ({ to, privileges: [privilege], ...(option ? { grantOption: true } : {}) }));
  if (owner === null) return normaliseGrants(given, all);
  const own = given.filter(({ to }) => to === owner);
  const others = given.filter(({ to }) => to !== owner);
  const isWhole = all.every((privilege) =>
    own.some(({ privileges, grantOption }) => privileges.includes(privilege) && grantOption === undefined),
  );
  return normaliseGrants(isWhole ? others : [...others, { to: owner, privileges: [] }, ...own], all);
}
