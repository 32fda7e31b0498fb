import { defaultGrants, type Grant } from "./grant.ts";
import type { SchemaObjectOf } from "./object.ts";
import type { ObjectKind, ObjectRef } from "./ref.ts";

/** What sessions of this database begin with. */
export interface SettingBody {
  /** Name of the parameter, in lower case. */
  readonly parameter: string;
  /** null: for every role. */
  readonly role: string | null;
  /** Names, of a parameter that is a list of names; else the one value. */
  readonly values: readonly string[];
}

/** What new objects can be, as default privileges tell them apart. */
export const defaultTargets = ["tables", "sequences", "functions", "types", "schemas"] as const;
export type DefaultTarget = (typeof defaultTargets)[number];

/** What others may do with what a role makes from then on; those of a schema come on top of those of the database. */
export interface DefaultPrivilegesBody {
  readonly role: string;
  readonly on: DefaultTarget;
  /** In normal form and sorted. */
  readonly given: readonly Grant[];
}

/** The kind whose privileges they are. */
export const targetKinds: Readonly<Record<DefaultTarget, ObjectKind>> = {
  tables: "table",
  sequences: "sequence",
  functions: "function",
  types: "enum",
  schemas: "schema",
};

type RefOf<K extends ObjectKind> = ObjectRef & { readonly kind: K };

export const settingRef = (parameter: string, role: string | null): RefOf<"setting"> => ({
  kind: "setting",
  name: role === null ? parameter : `${parameter} of ${role}`,
});

export const defaultPrivilegesRef = (role: string, on: DefaultTarget, schema: string | null): RefOf<"defaultPrivileges"> => ({
  kind: "defaultPrivileges",
  ...(schema === null ? {} : { schema }),
  name: `${on} of ${role}`,
});

/** What holds where nobody altered it: those of a schema are none, those of the database give what any new object has. */
export const usualGrants = (on: DefaultTarget, schema: string | undefined): readonly Grant[] =>
  schema === undefined ? defaultGrants(targetKinds[on]) : [];

/** Default privileges as they are where nobody altered them. */
export const asUsual = (object: SchemaObjectOf<"defaultPrivileges">): SchemaObjectOf<"defaultPrivileges"> => ({
  ...object,
  body: { ...object.body, given: usualGrants(object.body.on, object.ref.schema) },
});
