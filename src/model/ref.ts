import { type DdlKind, ddlKinds, isDdlKind } from "../grammar/ddl-kind.ts";

/** The catalogue kinds the core knows. A dialect declares the subset it has; what it lacks is refused by one diagnostic. */
export const objectKinds = [
  "schema",
  "extension",
  "enum",
  "domain",
  "compositeType",
  "rangeType",
  "sequence",
  "function",
  "procedure",
  "aggregate",
  "foreignDataWrapper",
  "foreignServer",
  "table",
  "column",
  "primaryKey",
  "unique",
  "check",
  "foreignKey",
  "exclude",
  "index",
  "view",
  "trigger",
  "rule",
  "eventTrigger",
  "policy",
  "publication",
  "subscription",
  "setting",
  "defaultPrivileges",
  ...ddlKinds,
] as const;
export type ObjectKind = (typeof objectKinds)[number];

export { type DdlKind, ddlKinds, isDdlKind };

/** What a column's type can name. */
export const typeKinds = ["enum", "domain", "compositeType", "rangeType", "baseType"] as const satisfies readonly ObjectKind[];
/** Of what is declared by fields. */
export type TypeKind = Exclude<(typeof typeKinds)[number], DdlKind>;
export const isTypeKind = (kind: string): kind is (typeof typeKinds)[number] => typeKinds.some((type) => type === kind);

export const constraintKinds = ["primaryKey", "unique", "check", "foreignKey", "exclude"] as const satisfies readonly ObjectKind[];
export type ConstraintKind = (typeof constraintKinds)[number];

/** What is called by a name with arguments; they share one namespace. */
export const routineKinds = ["function", "procedure", "aggregate"] as const satisfies readonly ObjectKind[];
export type RoutineKind = (typeof routineKinds)[number];
export const isRoutineKind = (kind: ObjectKind): kind is RoutineKind => (routineKinds as readonly ObjectKind[]).includes(kind);

/** What one statement of its own makes, in whose text stands what it uses. */
export const statementKinds = [
  "view",
  ...routineKinds,
  "trigger",
  "rule",
  "eventTrigger",
  ...ddlKinds,
] as const satisfies readonly ObjectKind[];

/**
 * The identity of an object: its kind, where it lives and its exact name.
 * Children (columns, constraints, indexes) name their table or view as `parent` and carry no schema of their own.
 */
export interface ObjectRef {
  readonly kind: ObjectKind;
  readonly schema?: string;
  readonly parent?: ObjectRef;
  readonly name: string;
  /** Of a routine: the types of its arguments as the server spells them, which tell it from others of its name. */
  readonly arguments?: readonly string[];
}

/** A text that is equal exactly for equal refs: the key of maps and sets. */
export type RefKey = string;

export function refKey(ref: ObjectRef): RefKey {
  const home = ref.parent === undefined ? `${ref.schema ?? ""}` : `${refKey(ref.parent)}`;
  return `${ref.kind}\u0001${home}\u0001${ref.name}${argumentList(ref)}`;
}

/** The ref that has the key. */
export function refOfKey(key: RefKey): ObjectRef {
  const [first, last] = [key.indexOf("\u0001"), key.lastIndexOf("\u0001")];
  const [kind, home, called] = [key.slice(0, first) as ObjectKind, key.slice(first + 1, last), key.slice(last + 1)];
  const place = home.includes("\u0001") ? { parent: refOfKey(home) } : home === "" ? {} : { schema: home };
  const [, name = "", types] = hasArguments(kind) ? (/^(.*?)\(((?:"(?:[^"]|"")*"|[^"(])*)\)$/s.exec(called) ?? []) : [];
  return types === undefined
    ? { kind, ...place, name: called }
    : { kind, ...place, name, arguments: types.match(/(?:"(?:[^"]|"")*"|[^",])+/g)?.map((type) => type.trim()) ?? [] };
}

const hasArguments = (kind: ObjectKind): boolean =>
  isRoutineKind(kind) || kind === "operator" || kind === "operatorClass" || kind === "operatorFamily";

/** Whether both have the same key, which need not be written to know that. */
export function sameRef(a: ObjectRef, b: ObjectRef): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.name !== b.name || argumentList(a) !== argumentList(b)) return false;
  if (a.parent !== undefined && b.parent !== undefined) return sameRef(a.parent, b.parent);
  return a.parent === b.parent && (a.schema ?? "") === (b.schema ?? "");
}

/** `(integer, text)` behind the name of a routine; nothing behind any other. */
export const argumentList = ({ arguments: types }: { readonly arguments?: readonly string[] | undefined }): string =>
  types === undefined ? "" : `(${types.join(", ")})`;

/** `schema.table.column` or `schema.routine(integer)` as people read it, without quoting. */
export function describeRef(ref: ObjectRef): string {
  const home = ref.parent === undefined ? ref.schema : describeRef(ref.parent);
  const name = `${ref.name}${argumentList(ref)}`;
  return home === undefined ? name : `${home}.${name}`;
}

/** The schema an object lives in: its own, or that of its parent. */
export const schemaOf = (ref: ObjectRef): string | undefined => (ref.parent === undefined ? ref.schema : schemaOf(ref.parent));

export const tableRef = (schema: string, name: string): ObjectRef => ({ kind: "table", schema, name });
export const childRef = (kind: ObjectKind, parent: ObjectRef, name: string): ObjectRef => ({ kind, parent, name });
export const withSchema = (kind: ObjectKind, schema: string, name: string): ObjectRef => ({ kind, schema, name });
