import type { SchemaSpec } from "../resource/schema.shape.ts";

/** Sections of a Schema document whose entries are objects of the model, by the kind of these objects. */
export const sections = {
  schema: "schemas",
  extension: "extensions",
  enum: "enums",
  domain: "domains",
  compositeType: "compositeTypes",
  rangeType: "rangeTypes",
  sequence: "sequences",
  table: "tables",
  view: "views",
} as const satisfies Record<string, keyof SchemaSpec>;
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

/** Every entry of a document's object sections. */
export const entriesOf = (spec: SchemaSpec, defaultSchema: string): readonly DeclaredEntry[] =>
  Object.values(sections).flatMap((section) =>
    (spec[section] ?? []).map((entry, index): DeclaredEntry => {
      const { name, schema } = entry as { readonly name: string; readonly schema?: string };
      return { section, index, key: entryKey(section, ...placeOf(section, name, schema, defaultSchema)), name, entry };
    }),
  );

/** Schema and name; what lives in the database itself is in no schema, whatever its entry says. */
function placeOf(section: Section, name: string, schema: string | undefined, defaultSchema: string): readonly [string, string] {
  if (section === "schemas" || section === "extensions") return ["", name];
  const [first, second] = schema === undefined && splittable.test(name) ? name.split(".") : [];
  return first === undefined || second === undefined ? [schema ?? defaultSchema, name] : [first, second];
}

export const entryKey = (section: Section, schema: string, name: string): string => `${section}\u0001${schema}\u0001${name}`;
