import { type Grant, privilegesOf } from "../../../../model/grant.ts";
import type { Privileges } from "../../object/access.ts";

/** One thing that is given or taken; what is taken away comes first. */
export interface GrantStep extends Privileges {
  readonly act: "revoke" | "revokeOption" | "grant" | "grantWithOption";
}

/** Each role's privileges, and whether it may grant them on. */
export type Rights = ReadonlyMap<string, { readonly home: Pick<Privileges, "to" | "column">; readonly held: ReadonlyMap<string, boolean> }>;

/** What leads from what roles have to what they shall have. `all`: what the kind knows. */
export function grantSteps(old: Rights, now: Rights, all: readonly string[]): readonly GrantStep[] {
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  const step = (act: GrantStep["act"], home: Pick<Privileges, "to" | "column">, list: readonly string[]): readonly GrantStep[] =>
    list.length === 0 ? [] : [{ act, ...home, privileges: short(list, allFor(home, all)) }];
  const revoked = keys.flatMap((key) => {
    const had = old.get(key);
    if (had === undefined) return [];
    const { home, held } = had;
    const kept = now.get(key)?.held;
    const gone = [...held.keys()].filter((privilege) => kept?.has(privilege) !== true);
    const narrowed = [...held].flatMap(([privilege, option]) => (option && kept?.get(privilege) === false ? [privilege] : []));
    return [...step("revoke", home, gone), ...step("revokeOption", home, narrowed)];
  });
  const granted = keys.flatMap((key) => {
    const entry = now.get(key);
    if (entry === undefined) return [];
    const had = old.get(key)?.held;
    const fresh = [...entry.held].filter(([privilege, option]) => had?.has(privilege) !== true || (option && had.get(privilege) === false));
    const those = (isOption: boolean) => fresh.flatMap(([privilege, option]) => (option === isOption ? [privilege] : []));
    return [...step("grant", entry.home, those(false)), ...step("grantWithOption", entry.home, those(true))];
  });
  return [...revoked, ...granted];
}

const ofColumn = privilegesOf("column", null);
const allFor = ({ column }: Pick<Privileges, "column">, all: readonly string[]): readonly string[] =>
  column === undefined ? all : ofColumn;
const short = (list: readonly string[], all: readonly string[]): readonly string[] =>
  all.every((privilege) => list.includes(privilege)) ? ["all"] : list.toSorted();

/** `owner` has everything where nothing is granted by name; undefined: nobody. `name`: as whom a role counts. */
export function rightsOf(
  grants: readonly Grant[],
  owner: string | undefined,
  all: readonly string[],
  name: (role: string) => string = (role) => role,
): Rights {
  const found = new Map<string, { readonly home: Pick<Privileges, "to" | "column">; readonly held: Map<string, boolean> }>();
  const entryFor = (to: string, column: string | undefined) => {
    const key = `${to}\u0001${column ?? ""}`;
    const entry = found.get(key) ?? { home: column === undefined ? { to } : { to, column }, held: new Map<string, boolean>() };
    found.set(key, entry);
    return entry.held;
  };
  const whole =
    owner !== undefined && !grants.some(({ to, column }) => to === owner && column === undefined)
      ? [{ to: owner, privileges: ["all"] }]
      : [];
  for (const { to, privileges, column, grantOption } of [...grants, ...whole] as readonly Grant[]) {
    const held = entryFor(name(to), column);
    for (const privilege of privileges.flatMap((word) =>
      word === "all" ? allFor({ ...(column !== undefined && { column }) }, all) : [word],
    ))
      held.set(privilege, held.get(privilege) === true || grantOption === true);
  }
  return found;
}
