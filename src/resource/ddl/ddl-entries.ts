import { type Amendment, type DdlAct, isDatabaseSection } from "../../grammar/ddl.ts";
import type { NameText } from "../../grammar/definition.ts";
import type { EntryContext, EntryPath } from "../../model/entry/entry-context.ts";
import type { Piece } from "./ddl-pieces.ts";
import { addColumnSetting, settleColumnSettings } from "./ddl-column-settings.ts";
import { makeKeyOverIndex } from "./ddl-key-over-index.ts";
import { settleNotNulls } from "./ddl-not-nulls.ts";
import { settlePartitions } from "./ddl-partitions.ts";
import {
  databaseKey,
  type DdlEntry,
  isBelow,
  keyOfEntry,
  listOf,
  parentsOf,
  relationKey,
  type Said as SaidOfColumn,
  typeKey,
} from "./ddl-entry.ts";
import { mergeInherited } from "./ddl-heirs.ts";
import { foldSerials } from "./ddl-serials.ts";
import { settleTypedTables } from "./ddl-typed-tables.ts";
import type { SchemaSpec } from "../shape/schema.shape.ts";

type Said = Extract<DdlAct, { readonly act: "entry" | "amend" | "attachedIndex" }>;
type Placed<A> = A & { readonly path: EntryPath };

export interface DdlRelations {
  readonly pieces: readonly Piece[];
  /** Sequences that columns bring along, and that are no objects of their own. */
  readonly implied: ReadonlySet<string>;
  /** What is said of triggers, by relation and name. */
  triggerFields(relation: NameText, name: string): Readonly<Record<string, unknown>>;
}

/** The entries that statements about relations and types stand for together, in whatever order and file they come. */
export class DdlEntries {
  readonly #entries = new Map<string, DdlEntry>();
  readonly #amendments: Placed<Extract<Said, { readonly act: "amend" }>>[] = [];
  readonly #attached = new Set<string>();
  readonly #triggers = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #notNulls: SaidOfColumn[] = [];
  readonly #inherited: SaidOfColumn[] = [];
  readonly #extra: DdlEntry[] = [];
  readonly #context: EntryContext;

  constructor(context: EntryContext) {
    this.#context = context;
  }

  add(act: Placed<Said>): void {
    switch (act.act) {
      case "entry":
        this.#addEntry(act);
        break;
      case "amend":
        this.#amendments.push(act);
        break;
      case "attachedIndex":
        this.#attached.add(relationKey(act.index, this.#context));
    }
  }

  settle(): DdlRelations {
    settleTypedTables(this.#entries, this.#context);
    for (const amendment of this.#amendments) this.#amend(amendment);
    // While columns still say what they were given: serial and partitions hide it.
    settleNotNulls(this.#entries, this.#notNulls, this.#context);
    mergeInherited(this.#entries, this.#context);
    settleColumnSettings(this.#entries, this.#inherited, this.#context);
    const implied = foldSerials(this.#entries, this.#context);
    settlePartitions(this.#entries, this.#attached, this.#context);
    const pieces = [...this.#entries.values(), ...this.#extra].map(({ section, path, fields }) => ({
      spec: { [section]: [fields] } as SchemaSpec,
      at: () => path,
    }));
    return { pieces, implied, triggerFields: (relation, name) => this.#triggerFields(relationKey(relation, this.#context), name) };
  }

  /** What is said of it at a partition is the trigger's of the whole. */
  #triggerFields(whole: string, name: string): Readonly<Record<string, unknown>> {
    const own = this.#triggers.get(`${whole}\u0001${name}`) ?? {};
    const enabledIn = [...this.#entries.values()].flatMap((entry) => {
      const apart = isBelow(entry, whole, this.#entries, this.#context)
        ? this.#triggers.get(`${keyOfEntry(entry, this.#context)}\u0001${name}`)
        : undefined;
      return apart === undefined ? [] : [{ table: entry.fields["name"], schema: entry.fields["schema"], ...apart }];
    });
    return { ...own, ...(enabledIn.length > 0 && { enabledIn }) };
  }

  /** A second one of the same name is told as declared twice, but for what says that it replaces the first. */
  #addEntry({ section, entry, replace, path }: Placed<Extract<Said, { readonly act: "entry" }>>): void {
    const name = { schema: (entry["schema"] as string | undefined) ?? null, name: String(entry["name"]) };
    if (isDatabaseSection(section)) return this.#place(databaseKey(section, name.name), { section, path, fields: { ...entry } }, replace);
    const isType = section !== "tables" && section !== "views" && section !== "sequences";
    const key = isType ? typeKey(name, this.#context) : relationKey(name, this.#context);
    // With its schema beside it a name is never taken apart.
    const fields = { ...entry, schema: name.schema ?? this.#context.defaultSchema };
    this.#place(key, { section, path, fields }, replace);
  }

  #place(key: string, entry: DdlEntry, replace: boolean): void {
    if (this.#entries.has(key) && !replace) this.#extra.push(entry);
    else this.#entries.set(key, entry);
  }

  #amend({ section, relation, amendments, path }: Placed<Extract<Said, { readonly act: "amend" }>>): void {
    const entry = this.#entries.get(this.#keyOf(section, relation));
    for (const amendment of amendments) {
      const missing = entry === undefined ? relation.name : this.#apply(entry, relation, amendment, path);
      if (missing === null) continue;
      this.#context.report({
        code: "unknown-reference",
        message: `${missing} is not made by the SQL of this document`,
        remedy: "Give the statement that makes it in the same document, or say this where it is declared",
        path,
      });
    }
  }

  #keyOf(section: Extract<Said, { readonly act: "amend" }>["section"], name: NameText): string {
    if (section === undefined) return relationKey(name, this.#context);
    return section === "domains" ? typeKey(name, this.#context) : databaseKey(section, name.name);
  }

  /** The name of what is not there, else null. */
  #apply(entry: DdlEntry, relation: NameText, amendment: Amendment, path: EntryPath): string | null {
    const { fields } = entry;
    switch (amendment.part) {
      case "own":
        Object.assign(fields, amendment.fields, securityOf(fields["rowSecurity"], amendment.fields["rowSecurity"]));
        return null;
      case "lists":
        for (const [field, value] of Object.entries(amendment.fields))
          fields[field] = Array.isArray(value) ? [...listOf(fields[field]), ...value] : value;
        return null;
      case "keyOverIndex":
        return makeKeyOverIndex(entry, amendment) ? null : `unique index ${amendment.index} over plain columns`;
      case "column":
        if (entry.section === "views") {
          addColumnSetting(entry, amendment.name, amendment.fields);
          return null;
        }
        return this.#change(fields, "columns", amendment) === null ? null : this.#inherit(entry, amendment, path);
      case "notNull":
        this.#notNulls.push({ entry, column: amendment.name, fields: amendment.fields, path });
        return this.#apply(
          entry,
          relation,
          { part: "column", name: amendment.name, fields: { nullable: amendment.fields["notValid"] === true } },
          path,
        );
      case "index":
        return this.#change(fields, "indexes", amendment);
      case "check":
        if (!hasName(fields["notNull"], amendment.name)) return this.#change(fields, "checks", amendment);
        fields["notNull"] = { ...fields["notNull"], ...amendment.fields };
        return null;
      case "trigger":
        this.#triggers.set(`${relationKey(relation, this.#context)}\u0001${amendment.name}`, amendment.fields);
        return null;
    }
  }

  /** Of a column that the relation has from another. */
  #inherit(entry: DdlEntry, { name, fields }: Extract<Amendment, { readonly part: "column" }>, path: EntryPath): string | null {
    if (parentsOf(entry).length === 0) return name;
    this.#inherited.push({ entry, column: name, fields, path });
    return null;
  }

  #change(
    fields: Record<string, unknown>,
    list: "columns" | "indexes" | "checks",
    { name, fields: changed }: Extract<Amendment, { readonly part: "column" | "index" | "check" }>,
  ): string | null {
    const parts = listOf(fields[list]);
    if (!parts.some((part) => part["name"] === name)) return name;
    fields[list] = parts.map((part) => (part["name"] === name ? { ...part, ...changed } : part));
    return null;
  }
}

const hasName = (value: unknown, name: string): value is { readonly name: string } =>
  typeof value === "object" && value !== null && "name" in value && value.name === name;

/** Enabled and forced, in whichever order they are said. */
const securityOf = (before: unknown, said: unknown): DdlEntry["fields"] =>
  before === undefined || said === undefined || before === said ? {} : { rowSecurity: "forced" };
