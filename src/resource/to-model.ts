import type { DeclaredRows } from "../change/declared-rows.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { formatPosition, type Position } from "../core/position.ts";
import { withCalls } from "../model/entry/calls.ts";
import { Declarations } from "../model/entry/declarations.ts";
import type { EntryContext, EntryPath, EntrySettings, Finding } from "../model/entry/entry-context.ts";
import { kept } from "../model/entry/kept.ts";
import { NameClaims } from "../model/entry/name-claims.ts";
import { partPath } from "../model/entry/part-path.ts";
import { notManaged } from "../model/entry/not-managed.ts";
import { readCompositeType } from "../model/entry/read-composite-type.ts";
import { readDomain } from "../model/entry/read-domain.ts";
import { readEnum } from "../model/entry/read-enum.ts";
import { readExtension } from "../model/entry/read-extension.ts";
import { readRangeType } from "../model/entry/read-range-type.ts";
import { readEventTrigger } from "../model/entry/read-firing.ts";
import { readRoutine } from "../model/entry/read-routine.ts";
import { readSchema } from "../model/entry/read-schema.ts";
import { readSequenceEntry } from "../model/entry/read-sequence.ts";
import { readTable } from "../model/entry/read-table.ts";
import { readView } from "../model/entry/read-view.ts";
import { ignoring } from "../model/ignored.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { structuralMentions } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectKind, ObjectRef, RefKey } from "../model/ref.ts";
import { describeRef, refKey, sameRef, schemaOf } from "../model/ref.ts";
import { refersToKey } from "../model/referred-key.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { valueAt } from "./path.ts";
import { positionOf } from "./position-of.ts";
import type { SchemaResource } from "./resource.ts";
import { rowsOf } from "./rows-of.ts";
import type { SchemaSpec } from "./schema.shape.ts";

export interface DesiredModel {
  readonly model: SchemaModel;
  /** Lookup data, those that others refer to first. */
  readonly rows: readonly DeclaredRows[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where an object of the model is declared. */
  placeOf(ref: ObjectRef): Position | undefined;
}

/** One entry's objects and where it stands; positions are looked up only for what is reported. */
interface Placed {
  readonly object: SchemaObject;
  readonly resource: SchemaResource;
  readonly path: EntryPath;
}

/** Sections of a Schema document that have no kind in the model yet. */
const unmanagedSections = {
  grants: "grants",
  objects: "objects given as SQL",
  files: "objects given as SQL files",
} as const satisfies Partial<Record<keyof SchemaSpec, string>>;

/**
 * The desired model of all Schema documents of a source together, for one database; everything that cannot be kept in step is reported.
 * `ignore`: patterns of what is left alone there, and so cannot be declared.
 */
export function toModel(resources: readonly SchemaResource[], settings: EntrySettings, ignore: readonly string[] = []): DesiredModel {
  const diagnostics: Diagnostic[] = [];
  const declarations = new Declarations();
  const claims = new NameClaims();
  const contextFor = (report: (finding: Finding) => void): EntryContext => ({
    ...settings,
    typeSchema: (name) => declarations.typeSchema(name),
    enumValues: (schema, name) => declarations.enumValues(schema, name),
    enumRenames: (schema, name) => declarations.enumRenames(schema, name),
    relation: (schema, name) => declarations.relation(schema, name),
    routines: (schema, name) => declarations.routines(schema, name),
    primaryKeyOf: (table) => declarations.primaryKeyOf(table),
    claim: (scope, on, name) => (scope === "constraint" || declarations.relation(schemaOf(on) ?? "", name) === undefined) && claims.claim(scope, on, name),
    report,
  });
  const contextOf = (resource: SchemaResource): EntryContext =>
    contextFor(({ path, severity = "error", ...finding }) => void diagnostics.push({ ...finding, severity, position: positionOf(resource, path) }));
  for (const resource of resources) declare(resource, contextFor(() => undefined), declarations);
  for (const resource of resources) declareRoutines(resource, contextFor(() => undefined), declarations);
  const placed = resources.flatMap((resource) => {
    const context = contextOf(resource);
    reportSections(resource, context.report);
    return readSpec(resource, context);
  });
  const isIgnored = ignoring(ignore);
  for (const entry of placed) if (entry.object.ref.parent === undefined && isIgnored(entry.object.ref)) diagnostics.push(declaredAndIgnored(entry));
  const model = collect(placed, diagnostics);
  return { model, rows: rowsOf(resources, model, contextOf), diagnostics, placeOf: (ref) => placeOf(ref, placed) };
}

function placeOf(ref: ObjectRef, placed: readonly Placed[]): Position | undefined {
  const found = placed.find(({ object }) => sameRef(object.ref, ref));
  if (found === undefined) return undefined;
  const { resource, path } = found;
  return positionOf(resource, [...path, ...partPath(valueAt(resource, path) as object, ref)]);
}

type TypeEntry = NonNullable<SchemaSpec["domains" | "compositeTypes" | "rangeTypes"]>[number];

function declare({ spec }: SchemaResource, context: EntryContext, declarations: Declarations): void {
  for (const { entry } of kept(spec.enums, context, [])) declarations.addEnum(entry, context);
  for (const types of [spec.domains, spec.compositeTypes, spec.rangeTypes]) for (const { entry } of kept<TypeEntry>(types, context, [])) declarations.addType(entry, context);
  for (const { entry } of kept(spec.tables, context, [])) declarations.addTable(entry, context);
  for (const { entry } of kept(spec.views, context, [])) declarations.addView(entry, context);
}

function declareRoutines({ spec }: SchemaResource, context: EntryContext, declarations: Declarations): void {
  for (const { entry } of kept(spec.functions, context, [])) declarations.addRoutine("function", entry, context);
  for (const { entry } of kept(spec.procedures, context, [])) declarations.addRoutine("procedure", entry, context);
  for (const { entry } of kept(spec.aggregates, context, [])) declarations.addRoutine("aggregate", entry, context);
}

function reportSections({ spec }: SchemaResource, report: (finding: Finding) => void): void {
  for (const [section, title] of Object.entries(unmanagedSections) as [keyof typeof unmanagedSections, string][])
    if ((spec[section] ?? []).length > 0) report(notManaged(title, ["spec", section]));
}

function readSpec(resource: SchemaResource, context: EntryContext): readonly Placed[] {
  const read = <E extends object>(section: keyof SchemaSpec, entries: readonly E[] | undefined, kind: ObjectKind, objects: (entry: E, path: EntryPath) => readonly SchemaObject[]): readonly Placed[] =>
    kept(entries, context, ["spec", section]).flatMap(({ entry, path }) => {
      if (context.kinds.includes(kind)) return objects(entry, path).map((object) => ({ object: withCalls(object, context), resource, path }));
      if (kind !== "enum") context.report(unknownKind(kind, context, path));
      return [];
    });
  const { spec } = resource;
  return [
    ...read("schemas", spec.schemas, "schema", (entry, path) => [readSchema(entry, context, path)]),
    ...read("extensions", spec.extensions, "extension", (entry, path) => [readExtension(entry, context, path)]),
    ...read("enums", spec.enums, "enum", (entry, path) => [readEnum(entry, context, path)]),
    ...read("domains", spec.domains, "domain", (entry, path) => [readDomain(entry, context, path)]),
    ...read("compositeTypes", spec.compositeTypes, "compositeType", (entry, path) => [readCompositeType(entry, context, path)]),
    ...read("rangeTypes", spec.rangeTypes, "rangeType", (entry, path) => [readRangeType(entry, context, path)]),
    ...read("sequences", spec.sequences, "sequence", (entry, path) => [readSequenceEntry(entry, context, path)]),
    ...read("functions", spec.functions, "function", (entry, path) => [readRoutine("function", entry, context, path)]),
    ...read("procedures", spec.procedures, "procedure", (entry, path) => [readRoutine("procedure", entry, context, path)]),
    ...read("aggregates", spec.aggregates, "aggregate", (entry, path) => [readRoutine("aggregate", entry, context, path)]),
    ...read("tables", spec.tables, "table", (entry, path) => readTable(entry, context, path)),
    ...read("views", spec.views, "view", (entry, path) => readView(entry, context, path)),
    ...read("eventTriggers", spec.eventTriggers, "eventTrigger", (entry, path) => [readEventTrigger(entry, context, path)]),
  ];
}

const unknownKind = (kind: ObjectKind, { grammar }: EntryContext, path: EntryPath): Finding => ({
  code: "kind-unknown-to-dialect",
  message: `${grammar.dialect} has no ${describeKind(kind).title}s`,
  remedy: `Leave it out there: when: { not: { dialect: ${grammar.dialect} } }`,
  path,
});

const declaredAndIgnored = ({ object: { kind, ref }, resource, path }: Placed): Diagnostic => ({
  code: "declared-and-ignored",
  severity: "error",
  message: `${describeKind(kind).title} ${describeRef(ref)} is declared, and spec.ignore of the Database leaves it alone`,
  remedy: "Take it out of the Schema, or out of spec.ignore",
  position: positionOf(resource, path),
});

function collect(placed: readonly Placed[], diagnostics: Diagnostic[]): SchemaModel {
  const places = new Map<RefKey, Placed>();
  let model = SchemaModel.empty;
  for (const entry of placed) {
    const key = refKey(entry.object.ref);
    const first = places.get(key);
    if (first === undefined) {
      places.set(key, entry);
      model = model.with(entry.object);
    } else diagnostics.push(declaredTwice(entry, first));
  }
  for (const entry of places.values()) diagnostics.push(...missingMentions(entry, model), ...missingKey(entry, model));
  return model;
}

function declaredTwice({ object, resource, path }: Placed, first: Placed): Diagnostic {
  return {
    code: "declared-twice",
    severity: "error",
    message: `${describeKind(object.kind).title} ${describeRef(object.ref)} is declared twice, first at ${formatPosition(positionOf(first.resource, first.path))}`,
    remedy: "Keep one of the two",
    position: positionOf(resource, path),
  };
}

function missingKey({ object, resource, path }: Placed, model: SchemaModel): readonly Diagnostic[] {
  if (object.kind !== "foreignKey" || refersToKey(object, model)) return [];
  const { table, columns } = object.body.references;
  // Columns that are not there are reported as such.
  if (columns.length === 0 || columns.some((name) => model.get({ kind: "column", parent: table, name }) === "absent")) return [];
  return [
    {
      code: "not-a-key",
      severity: "error",
      message: `foreign key ${object.ref.name} refers to (${columns.join(", ")}) of ${describeRef(table)}, which is neither its primary key nor unique`,
      remedy: "Refer to a key of the table, or declare the columns unique",
      position: positionOf(resource, path),
    },
  ];
}

function missingMentions({ object, resource, path }: Placed, model: SchemaModel): readonly Diagnostic[] {
  const missing = structuralMentions(object).filter(({ ref, certainty }) => certainty === "required" && model.get(ref) === "absent");
  const tables = missing.filter(({ ref }) => ref.kind !== "column");
  return (tables.length > 0 ? tables : missing).map(({ ref }) => ({
    code: "unknown-reference",
    severity: "error",
    message: `${describeKind(object.kind).title} ${object.ref.name} names ${describeKind(ref.kind).title} ${describeRef(ref)}, which is not declared`,
    remedy: `Declare ${describeRef(ref)}, or correct the name`,
    position: positionOf(resource, path),
  }));
}
