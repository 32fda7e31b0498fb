import { classOfMap, type MapClass } from "./field-class.ts";

type Fields = Readonly<Record<string, unknown>>;

const timing = { deferrable: false, initiallyDeferred: false };
const enforcement = { notValid: false, notEnforced: false };
const key = { ...timing, nullsNotDistinct: false, withoutOverlaps: false };
const column = { nullable: true };
const check = { ...enforcement, noInherit: false };
const foreignKey = { ...timing, ...enforcement, onDelete: "noAction", onUpdate: "noAction", match: "simple", period: false };
const exclude = { ...timing, method: "gist" };
const index = { unique: false, method: "btree", nullsNotDistinct: false, cluster: false };
const indexKey = { order: "asc" };
const firing = { enabled: "origin" };
const policy = { command: "all", permissive: true };

/** What fields of a new entry are where they are absent, by the key under which the entry, or the list of them, stands. What alters an entry has none: there absent is unchanged. */
const defaults: Readonly<Record<string, Fields>> = {
  column,
  columns: column,
  primaryKey: key,
  unique: key,
  check,
  checks: check,
  foreignKey,
  foreignKeys: foreignKey,
  exclude,
  elements: indexKey,
  keys: indexKey,
  createIndex: index,
  indexes: index,
  createTrigger: firing,
  triggers: firing,
  createRule: firing,
  rules: firing,
  createEventTrigger: firing,
  eventTriggers: firing,
  createPolicy: policy,
  policies: policy,
  createTable: { unlogged: false },
  createView: { materialized: false, withData: true },
  createSequence: { cycle: false },
  createDomain: { nullable: true },
  insertRows: { onConflict: "error" },
};

/** The arguments of an operation with the defaults of every entry in them spelled out. */
export const spellOut = (operation: string, args: Fields): Fields => spell(args, operation, "fields") as Fields;

function spell(value: unknown, under: string, map: MapClass): unknown {
  if (typeof value !== "object" || value === null || map !== "fields") return value;
  if (Array.isArray(value)) return value.map((item) => spell(item, under, map));
  const spelled: Record<string, unknown> = Object.hasOwn(defaults, under) ? { ...defaults[under] } : {};
  for (const [field, inner] of Object.entries(value))
    spelled[field] = field === "dialects" ? inner : spell(inner, field, classOfMap(map, field));
  return spelled;
}
