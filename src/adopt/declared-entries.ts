import type { SchemaSpec } from "../resource/schema.shape.ts";

/** Sections of a Schema document whose entries are objects of the model, by the kind of these objects. */
export const sections = { schema: "schemas", enum: "enums", sequence: "sequences", table: "tables", view: "views" } as const satisfies Record<string, keyof SchemaSpec>;
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
      const split = schema === undefined && section !== "schemas" && splittable.test(name) ? name.split(".") : [schema ?? (section === "schemas" ? "" : defaultSchema), name];
      return { section, index, key: entryKey(section, split[0] ?? "", split[1] ?? name), name, entry };
    }),
  );

export const entryKey = (section: Section, schema: string, name: string): string => `${section}\u0001${schema}\u0001${name}`;
