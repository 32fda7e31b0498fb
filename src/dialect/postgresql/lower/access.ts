import type { ObjectChange } from "../../../change/change.ts";
import type { Hazard, Instruction, Statement } from "../../../instruction/instruction.ts";
import { grantsOf } from "../../../model/access.ts";
import { type Grant, privilegesOf } from "../../../model/grant.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { grantOn, type Privileges, revokeOn, setOwner } from "../object/access.ts";
import { isGivenByDefault, withoutDefaultGrants } from "./default-grants.ts";
import type { Situation } from "./situation.ts";
import { hazard, inTransaction, lock, statement } from "./statements.ts";

/** Another owner first: what the old one had goes over to the new one. */
export function alterAccess(before: SchemaObject, after: SchemaObject, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const all = privilegesOf(after.kind, Math.floor(situation.context.facts.serverVersion / 10_000));
  const risk = (message: string): readonly Hazard[] => (situation.isMade(after.ref.parent ?? after.ref) ? [] : [hazard("privilegeChange", after.ref, message)]);
  const locks = after.kind === "table" ? [lock(after.ref, "accessExclusive")] : [];
  const owner = before.owner === after.owner ? [] : [statement(setOwner(after, after.owner ?? null), { hazards: risk("it gets another owner"), locks })];
  const given = isGivenByDefault(before, after, situation.model) ? withoutDefaultGrants(after) : [];
  return [inTransaction([...owner, ...given, ...changedGrants(before, after, all, risk("who may do what with it changes"))], [change])];
}

/** Each role's privileges, and whether it may grant them on. */
type Rights = ReadonlyMap<string, { readonly home: Pick<Privileges, "to" | "column">; readonly held: ReadonlyMap<string, boolean> }>;

/** What is taken away comes first. */
function changedGrants(before: SchemaObject, after: SchemaObject, all: readonly string[], hazards: readonly Hazard[]): readonly Statement[] {
  const [old, now] = [rightsOf(grantsOf(before), before, after, all), rightsOf(grantsOf(after), after, after, all)];
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  const made = (sql: string): Statement => statement(sql, { hazards });
  const revoked = keys.flatMap((key) => {
    const had = old.get(key);
    if (had === undefined) return [];
    const { home, held } = had;
    const kept = now.get(key)?.held;
    const gone = [...held.keys()].filter((privilege) => kept?.has(privilege) !== true);
    const narrowed = [...held].flatMap(([privilege, option]) => (option && kept?.get(privilege) === false ? [privilege] : []));
    return [
      ...(gone.length === 0 ? [] : [made(revokeOn(after, { ...home, privileges: short(gone, allFor(home, all)) }, "privilege"))]),
      ...(narrowed.length === 0 ? [] : [made(revokeOn(after, { ...home, privileges: short(narrowed, allFor(home, all)) }, "option"))]),
    ];
  });
  const granted = keys.flatMap((key) => {
    const entry = now.get(key);
    if (entry === undefined) return [];
    const had = old.get(key)?.held;
    const fresh = [...entry.held].filter(([privilege, option]) => had?.has(privilege) !== true || (option && had.get(privilege) === false));
    return (["plain", "withOption"] as const).flatMap((how) => {
      const privileges = fresh.flatMap(([privilege, option]) => (option === (how === "withOption") ? [privilege] : []));
      return privileges.length === 0 ? [] : [made(grantOn(after, { ...entry.home, privileges: short(privileges, allFor(entry.home, all)) }, how))];
    });
  });
  return [...revoked, ...granted];
}

const ofColumn = privilegesOf("column", null);
const allFor = ({ column }: Pick<Privileges, "column">, all: readonly string[]): readonly string[] => (column === undefined ? all : ofColumn);
const short = (list: readonly string[], all: readonly string[]): readonly string[] =>
  all.every((privilege) => list.includes(privilege)) ? ["all"] : list.toSorted();

/** An owner who is granted nothing by name has everything. A grant to who becomes the owner is one to the owner. */
function rightsOf(grants: readonly Grant[], { owner: known }: SchemaObject, { owner: next }: SchemaObject, all: readonly string[]): Rights {
  // Of a new object nobody said whose it is at first.
  const owner = known ?? next;
  const found = new Map<string, { readonly home: Pick<Privileges, "to" | "column">; readonly held: Map<string, boolean> }>();
  const entryFor = (to: string, column: string | undefined) => {
    const key = `${to}\u0001${column ?? ""}`;
    const entry = found.get(key) ?? { home: column === undefined ? { to } : { to, column }, held: new Map<string, boolean>() };
    found.set(key, entry);
    return entry.held;
  };
  const whole = owner !== undefined && !grants.some(({ to, column }) => to === owner && column === undefined) ? [{ to: owner, privileges: ["all"] }] : [];
  for (const { to, privileges, column, grantOption } of [...grants, ...whole] as readonly Grant[]) {
    const held = entryFor(to === owner && next !== undefined ? next : to, column);
    for (const privilege of privileges.flatMap((word) => (word === "all" ? allFor({ ...(column !== undefined && { column }) }, all) : [word])))
      held.set(privilege, held.get(privilege) === true || grantOption === true);
  }
  return found;
}
