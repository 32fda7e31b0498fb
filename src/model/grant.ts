import { ddlTraits } from "./kind/ddl-kinds.ts";
import { type DdlKind, isDdlKind, isRoutineKind, isTypeKind, type ObjectKind } from "./ref.ts";

/**
 * What one role may do with an object, beside its owner, who may do everything unless a grant to it says less.
 * In normal form privileges are sorted, and all that the kind has are the one word `all`.
 */
export interface Grant {
  /** `public`: everybody. */
  readonly to: string;
  readonly privileges: readonly string[];
  /** The one column of a view that it is about; of a table the column has the grant itself. */
  readonly column?: string;
  /** The role may grant them on. */
  readonly grantOption?: true;
}

const relation = ["delete", "insert", "maintain", "references", "select", "trigger", "truncate", "update"] as const;

/** Privileges that each kind knows, sorted; null: none can be granted on it. */
const privileges: Readonly<Record<Exclude<ObjectKind, DdlKind>, readonly string[] | null>> = {
  schema: ["create", "usage"],
  extension: null,
  enum: ["usage"],
  domain: ["usage"],
  compositeType: ["usage"],
  rangeType: ["usage"],
  sequence: ["select", "update", "usage"],
  function: ["execute"],
  procedure: ["execute"],
  aggregate: ["execute"],
  table: relation,
  view: relation,
  column: ["insert", "references", "select", "update"],
  primaryKey: null,
  unique: null,
  check: null,
  foreignKey: null,
  exclude: null,
  index: null,
  trigger: null,
  rule: null,
  eventTrigger: null,
  policy: null,
  foreignDataWrapper: ["usage"],
  foreignServer: ["usage"],
  publication: null,
  subscription: null,
  setting: null,
  defaultPrivileges: null,
};

const grantable = (kind: ObjectKind): readonly string[] | null => (isDdlKind(kind) ? ddlTraits[kind].privileges : privileges[kind]);

/** What `all` is on a server of that major; null: nobody knows which. Empty where nothing can be granted. */
export const privilegesOf = (kind: ObjectKind, major: number | null): readonly string[] =>
  (grantable(kind) ?? []).filter((privilege) => privilege !== "maintain" || major === null || major >= 17);

export const isGrantable = (kind: ObjectKind): boolean => grantable(kind) !== null;

const everybody = (privilege: string): readonly Grant[] => [{ to: "public", privileges: [privilege] }];

/** What an object has that nobody granted anything on. */
export function defaultGrants(kind: ObjectKind): readonly Grant[] {
  if (isDdlKind(kind)) return ddlTraits[kind].open === "everybody" ? everybody("all") : [];
  return isTypeKind(kind) || isRoutineKind(kind) ? everybody("all") : [];
}

/** The same grants in normal form: one for each role, column and grant option, in the order in which they were given. */
export function normaliseGrants(grants: readonly Grant[], all: readonly string[]): readonly Grant[] {
  const held = new Map<string, { readonly grant: Grant; readonly options: Map<string, boolean> }>();
  for (const grant of grants) {
    const key = `${grant.to}\u0001${grant.column ?? ""}`;
    const entry = held.get(key) ?? { grant, options: new Map<string, boolean>() };
    held.set(key, entry);
    for (const privilege of grant.privileges.flatMap((word) => (word === "all" ? all : [word])))
      entry.options.set(privilege, (entry.options.get(privilege) ?? false) || grant.grantOption === true);
  }
  return [...held.values()].flatMap(({ grant, options }) => byOption(grant, options, all));
}

/** In an order that has no meaning, for comparing. */
export const sortedGrants = (grants: readonly Grant[]): readonly Grant[] =>
  grants.length < 2
    ? grants
    : grants.toSorted((a, b) =>
        JSON.stringify([a.to, a.column, a.grantOption]) < JSON.stringify([b.to, b.column, b.grantOption]) ? -1 : 1,
      );

function byOption({ to, column }: Grant, options: ReadonlyMap<string, boolean>, all: readonly string[]): readonly Grant[] {
  const home = column === undefined ? { to } : { to, column };
  const those = (option: boolean) => [...options].flatMap(([privilege, has]) => (has === option ? [privilege] : [])).sort();
  const [plain, optional] = [those(false), those(true)];
  const parts: Grant[] = [];
  if (plain.length > 0 || optional.length === 0) parts.push({ ...home, privileges: orAll(plain, all) });
  if (optional.length > 0) parts.push({ ...home, privileges: orAll(optional, all), grantOption: true });
  return parts;
}

const orAll = (list: readonly string[], all: readonly string[]): readonly string[] =>
  all.length > 0 && all.every((privilege) => list.includes(privilege)) ? ["all"] : list;

/** What a role has less the privileges, with them its right to grant them on; of an owner it is said that nothing is left. */
export function lessGrants(
  held: readonly Grant[],
  taken: readonly Grant[],
  all: readonly string[],
  owner: string | undefined,
): readonly Grant[] {
  return held.flatMap((grant) => {
    const gone = taken.filter(({ to, column }) => to === grant.to && column === grant.column).flatMap(({ privileges }) => privileges);
    if (gone.length === 0) return [grant];
    const privileges = gone.includes("all")
      ? []
      : grant.privileges.flatMap((word) => (word === "all" ? all : [word])).filter((word) => !gone.includes(word));
    return privileges.length === 0 && grant.to !== owner ? [] : [{ ...grant, privileges }];
  });
}
