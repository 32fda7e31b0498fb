import { KeelsonError } from "../core/error.ts";
import { defaultPrivilegesRef, settingRef } from "../model/database-body.ts";
import { splitSignature } from "../model/entry/signature.ts";
import type { WriteSettings } from "../model/entry/write/write-name.ts";
import type { DefaultPrivilegesEntry } from "../model/kind/default-privileges.shape.ts";
import type { SettingEntry } from "../model/kind/setting.shape.ts";
import { type DdlPlural, ddlTraits } from "../model/kind/ddl-kinds.ts";
import { argumentList, type DdlKind, ddlKinds, type ObjectKind, type ObjectRef } from "../model/ref.ts";
import type { SchemaSpec } from "../resource/shape/schema.shape.ts";

const ddlSections = Object.fromEntries(ddlKinds.map((kind) => [kind, ddlTraits[kind].plural])) as { readonly [K in DdlKind]: DdlPlural };

/** Sections of a Schema document whose entries are objects of the model, by the kind of these objects. */
export const sections = {
  schema: "schemas",
  extension: "extensions",
  enum: "enums",
  domain: "domains",
  compositeType: "compositeTypes",
  rangeType: "rangeTypes",
  sequence: "sequences",
  function: "functions",
  procedure: "procedures",
  aggregate: "aggregates",
  ...ddlSections,
  table: "tables",
  view: "views",
  eventTrigger: "eventTriggers",
  foreignDataWrapper: "foreignDataWrappers",
  foreignServer: "foreignServers",
  publication: "publications",
  subscription: "subscriptions",
  setting: "settings",
  defaultPrivileges: "defaultPrivileges",
} as const satisfies Partial<Record<ObjectKind, keyof SchemaSpec>>;
export type Section = (typeof sections)[keyof typeof sections];

/** An entry of a Schema document and the object that it is about. */
export interface DeclaredEntry {
  readonly section: Section;
  /** Place in its section. */
  readonly index: number;
  /** Equal exactly for entries about the same object, whoever wrote them. */
  readonly key: string;
  readonly name: string;
  readonly entry: object;
}

const splittable = /^[a-z_][a-z0-9_$]*\.[a-z_][a-z0-9_$]*$/;

/** What lives in no schema. */
const ofDatabase: ReadonlySet<Section> = new Set<Section>([
  "schemas",
  "eventTriggers",
  "foreignDataWrappers",
  "foreignServers",
  "publications",
  "subscriptions",
  "settings",
  "defaultPrivileges",
  ...ddlKinds.filter((kind) => ddlTraits[kind].home === "database").map((kind) => ddlTraits[kind].plural),
]);

/** What an index method tells from its namesakes. */
const ofMethod: ReadonlySet<Section> = new Set(
  ddlKinds.filter((kind) => ddlTraits[kind].named === "method").map((kind) => ddlTraits[kind].plural),
);

/** Every entry of a document's object sections. */
export const entriesOf = (spec: SchemaSpec, settings: WriteSettings): readonly DeclaredEntry[] =>
  Object.values(sections).flatMap((section) =>
    (spec[section] ?? []).map((entry, index): DeclaredEntry => {
      const { signature, schema, method } = entry as { readonly signature?: string; readonly schema?: string; readonly method?: string };
      const routine = signature === undefined ? undefined : splitSignature(signature);
      const called = routine?.name ?? nameIn(section, entry);
      const isHomeless = ofDatabase.has(section);
      const [home, own] =
        schema === undefined && !isHomeless && splittable.test(called)
          ? called.split(".")
          : [schema ?? (isHomeless ? "" : settings.defaultSchema), called];
      const told = routine?.types.map((type) => spelled(type, settings)) ?? (ofMethod.has(section) ? [method ?? ""] : undefined);
      return {
        section,
        index,
        key: entryKey(section, { schema: home ?? "", name: own ?? called, ...(told !== undefined && { arguments: told }) }),
        name: called,
        entry,
      };
    }),
  );

/** What an entry's object is called; a few entries have no name of their own. */
function nameIn(section: Section, entry: object): string {
  if (section === "settings") return settingRef((entry as SettingEntry).name.toLowerCase(), (entry as SettingEntry).role ?? null).name;
  if (section === "defaultPrivileges")
    return defaultPrivilegesRef((entry as DefaultPrivilegesEntry).role, (entry as DefaultPrivilegesEntry).on, null).name;
  return (entry as { readonly name?: string }).name ?? "";
}

/** What is no type is told where the entry is read. */
function spelled(type: string, { grammar, defaultSchema }: WriteSettings): string {
  try {
    const canonical = grammar.canonicalType(type, () => defaultSchema);
    return grammar.argumentType?.(canonical) ?? canonical;
  } catch (error) {
    if (error instanceof KeelsonError) return type;
    throw error;
  }
}

export const entryKey = (section: Section, ref: Pick<ObjectRef, "schema" | "name" | "arguments">): string =>
  `${section}\u0001${ref.schema ?? ""}\u0001${ref.name}${argumentList(ref)}`;
