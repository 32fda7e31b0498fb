import type { Grammar } from "../../grammar/grammar.ts";
import type { DdlObjectEntry } from "../kind/ddl-object.shape.ts";
import type { DomainEntry } from "../kind/domain.shape.ts";
import type { EnumEntry } from "../kind/enum.shape.ts";
import type { ExtensionEntry } from "../kind/extension.shape.ts";
import type { FunctionEntry } from "../kind/function.shape.ts";
import type { TableEntry } from "../kind/table.shape.ts";
import type { ViewEntry } from "../kind/view.shape.ts";
import type { DdlKind, ObjectRef, RoutineKind } from "../ref.ts";
import { isTypeKind, refKey } from "../ref.ts";
import { ddlRef } from "./ddl-ref.ts";
import type { EntryContext } from "./entry-context.ts";
import { type LabelRenames, labelRenames } from "./label-renames.ts";
import { overlay } from "./overlay.ts";
import { routineRef } from "./read/read-routine.ts";
import { resolveName } from "./resolve-name.ts";

/** What documents declare by name: asked while other entries are read, whatever their order. */
export class Declarations {
  readonly #enums = new Map<string, readonly string[]>();
  readonly #renames = new Map<string, LabelRenames>();
  readonly #domains = new Map<string, DomainEntry>();
  readonly #typeSchemas = new Map<string, string>();
  /** Of what comes with extensions: what is declared by itself is meant before. */
  readonly #broughtTypes = new Map<string, string>();
  readonly #relations = new Map<string, ObjectRef>();
  readonly #routines = new Map<string, readonly ObjectRef[]>();
  readonly #given = new Map<string, string>();
  readonly #baseTypes = new Map<string, string>();
  readonly #primaryKeys = new Map<string, readonly string[]>();
  readonly #sameName: (name: string) => string;

  constructor({ sameName = (name) => name }: Pick<Grammar, "sameName">) {
    this.#sameName = sameName;
  }

  addEnum(entry: EnumEntry, context: EntryContext): void {
    const own = overlay(entry, context.grammar.dialect);
    const { schema, name } = resolveName(own.name, own.schema, context, []);
    this.#enums.set(
      pair(schema, name),
      own.values.map((value) => (typeof value === "string" ? value : value.name)),
    );
    const renames = labelRenames(own.values);
    if (renames !== undefined) this.#renames.set(pair(schema, name), renames);
    this.#addType(schema, name, context);
  }

  addDomain(entry: DomainEntry, context: EntryContext): void {
    const own = overlay(entry, context.grammar.dialect);
    const { schema, name } = resolveName(own.name, own.schema, context, []);
    this.#domains.set(pair(schema, name), own);
    this.#addType(schema, name, context);
  }

  domain(schema: string, name: string): DomainEntry | undefined {
    return this.#domains.get(pair(schema, name));
  }

  /** A type that a bare name may mean. */
  addType(entry: { readonly name: string; readonly schema?: string }, context: EntryContext): void {
    const { schema, name } = resolveName(entry.name, entry.schema, context, []);
    this.#addType(schema, name, context);
  }

  /** An extension whose schema is said: its types are there. */
  addExtension({ name, schema }: ExtensionEntry, { grammar }: EntryContext): void {
    if (schema === undefined) return;
    for (const brought of grammar.broughtBy?.(name) ?? [])
      if (brought.startsWith("type ")) this.#broughtTypes.set(brought.slice("type ".length), schema);
  }

  #addType(schema: string, name: string, { defaultSchema }: EntryContext): void {
    if (schema === defaultSchema || !this.#typeSchemas.has(name)) this.#typeSchemas.set(name, schema);
  }

  addTable(entry: TableEntry, context: EntryContext): void {
    const own = overlay(entry, context.grammar.dialect);
    const ref: ObjectRef = { kind: "table", ...resolveName(own.name, own.schema, context, []) };
    this.#relations.set(pair(ref.schema, this.#sameName(ref.name)), ref);
    if (own.primaryKey !== undefined) this.#primaryKeys.set(refKey(ref), overlay(own.primaryKey, context.grammar.dialect).columns);
  }

  addView(entry: ViewEntry, context: EntryContext): void {
    const ref: ObjectRef = { kind: "view", ...resolveName(entry.name, entry.schema, context, []) };
    this.#relations.set(pair(ref.schema, this.#sameName(ref.name)), ref);
  }

  /** Once types and relations are declared, that may be arguments. */
  addRoutine(kind: RoutineKind, { signature, schema }: Pick<FunctionEntry, "signature" | "schema">, context: EntryContext): void {
    const ref = routineRef(kind, signature, schema, context, []);
    const key = pair(ref.schema, ref.name);
    this.#routines.set(key, [...(this.#routines.get(key) ?? []), ref]);
  }

  addGiven(kind: DdlKind, entry: DdlObjectEntry, context: EntryContext): void {
    const { schema, name, arguments: types = [] } = ddlRef(kind, entry, context, []);
    const key = givenKey(kind, name, types[0]);
    if (schema === undefined) return;
    if (schema === context.defaultSchema || !this.#given.has(key)) this.#given.set(key, schema);
    if (isTypeKind(kind)) this.#addType(schema, name, context);
    if (kind !== "baseType") return;
    const definition = context.grammar.readDefinition?.(overlay(entry, context.grammar.dialect).sql);
    if (definition !== undefined && !("message" in definition)) this.#baseTypes.set(pair(schema, name), definition.rest);
  }

  baseType(schema: string, name: string): string | undefined {
    return this.#baseTypes.get(pair(schema, name));
  }

  givenSchema(kind: DdlKind, name: string, method?: string): string | undefined {
    return this.#given.get(givenKey(kind, name, method));
  }

  routines(schema: string, name: string): readonly ObjectRef[] {
    return this.#routines.get(pair(schema, name)) ?? [];
  }

  typeSchema(name: string): string | undefined {
    return this.#typeSchemas.get(name) ?? this.#broughtTypes.get(name);
  }

  enumValues(schema: string, name: string): readonly string[] | undefined {
    return this.#enums.get(pair(schema, name));
  }

  enumRenames(schema: string, name: string): LabelRenames | undefined {
    return this.#renames.get(pair(schema, name));
  }

  relation(schema: string, name: string): ObjectRef | undefined {
    return this.#relations.get(pair(schema, this.#sameName(name)));
  }

  primaryKeyOf(table: ObjectRef): readonly string[] | undefined {
    return this.#primaryKeys.get(refKey(table));
  }
}

const givenKey = (kind: DdlKind, name: string, method: string | undefined): string => `${kind}\u0001${name}\u0001${method ?? ""}`;
const pair = (schema: string | undefined, name: string): string => `${schema ?? ""}\u0001${name}`;
