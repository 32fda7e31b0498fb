import type { DeclaredRows } from "../change/declared-rows.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import { formatPosition, type Position } from "../core/position.ts";
import type { Grammar } from "../grammar/grammar.ts";
import { Declarations } from "../model/entry/declarations.ts";
import type { EntryContext, EntrySettings, Finding } from "../model/entry/entry-context.ts";
import { NameClaims } from "../model/entry/name-claims.ts";
import { partPath } from "../model/entry/part-path.ts";
import { ignoring } from "../model/ignored.ts";
import { describeKind } from "../model/kind/kinds.ts";
import { structuralMentions } from "../model/mentions.ts";
import type { ObjectRef, RefKey } from "../model/ref.ts";
import { describeRef, refKey, sameRef, schemaOf } from "../model/ref.ts";
import { refersToKey } from "../model/referred-key.ts";
import { withoutUsualStorage } from "../model/without-usual-storage.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { misplacedFirings } from "./misplaced-firing.ts";
import { piecesOf } from "./ddl/ddl-pieces.ts";
import { type FieldPath, valueAt } from "./path.ts";
import type { Placed } from "./placed-object.ts";
import { positionOf } from "./position-of.ts";
import type { SchemaResource } from "./resource.ts";
import { rowsOf } from "./rows-of.ts";
import { withAttribute } from "./said-apart.ts";
import { type ReadingMemory, readOnce } from "./reading.ts";
import { declare, declareRoutines, readPart, readSpec } from "./read-spec.ts";

export interface DesiredModel {
  readonly model: SchemaModel;
  /** Lookup data, those that others refer to first. */
  readonly rows: readonly DeclaredRows[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where an object of the model is declared. */
  placeOf(ref: ObjectRef): Position | undefined;
  /** The entry that declares it. */
  entryOf(ref: ObjectRef): Entry | undefined;
}

export interface Entry {
  readonly resource: SchemaResource;
  readonly path: FieldPath;
}

/**
 * The desired model of all Schema documents of a source together, for one database; everything that cannot be kept in step is reported.
 * What `ignore` leaves alone there cannot be declared. `memory`: of documents that were read for the same database, of the same text.
 */
export function toModel(resources: readonly SchemaResource[], settings: EntrySettings, memory?: ReadingMemory): DesiredModel {
  const diagnostics: Diagnostic[] = [];
  const declarations = new Declarations(settings.grammar);
  const claims = new NameClaims();
  const contextFor = (report: (finding: Finding) => void): EntryContext => ({
    ...settings,
    typeSchema: (name) => declarations.typeSchema(name),
    enumValues: (schema, name) => declarations.enumValues(schema, name),
    enumRenames: (schema, name) => declarations.enumRenames(schema, name),
    domain: (schema, name) => declarations.domain(schema, name),
    relation: (schema, name) => declarations.relation(schema, name),
    routines: (schema, name) => declarations.routines(schema, name),
    givenSchema: (kind, name, method) => declarations.givenSchema(kind, name, method),
    baseType: (schema, name) => declarations.baseType(schema, name),
    primaryKeyOf: (table) => declarations.primaryKeyOf(table),
    claim: (scope, on, name) =>
      (scope === "constraint" || declarations.relation(schemaOf(on) ?? "", name) === undefined) && claims.claim(scope, on, name),
    report,
  });
  const contextOf = (resource: SchemaResource): EntryContext =>
    contextFor(
      ({ path, severity = "error", ...finding }) => void diagnostics.push({ ...finding, severity, position: positionOf(resource, path) }),
    );
  const readings = resources.map((resource) => {
    const context = contextOf(resource);
    return { resource, context, ...piecesOf(resource, context) };
  });
  const pieces = readings.flatMap((reading) => reading.pieces);
  for (const piece of pieces)
    declare(
      piece,
      contextFor(() => undefined),
      declarations,
    );
  for (const piece of pieces)
    declareRoutines(
      piece,
      contextFor(() => undefined),
      declarations,
    );
  const entries = readings.flatMap(({ resource, context: own, pieces, parts }) => {
    const read = (context: EntryContext): readonly Placed[] => [
      ...pieces.flatMap((piece) => readSpec(resource, piece, context)),
      ...parts.map((part) => ({ object: readPart(part, context), resource, path: part.path })),
    ];
    return memory === undefined ? read(own) : readOnce(resource, own, memory, (...name) => claims.release(...name), read);
  });
  const placed = readings.reduce<readonly Placed[]>(
    (all, { context, attributes }) => attributes.reduce((list, { act, path }) => withAttribute(list, act, context, path), all),
    entries,
  );
  const isIgnored = ignoring(settings.ignore ?? []);
  for (const entry of placed)
    if (entry.object.ref.parent === undefined && isIgnored(entry.object.ref)) diagnostics.push(declaredAndIgnored(entry));
  const model = collect(placed, settings.grammar, diagnostics);
  return {
    model,
    rows: rowsOf(resources, model, contextOf),
    diagnostics,
    placeOf: (ref) => placeOf(ref, placed),
    entryOf: (ref) => placed.find(({ object }) => sameRef(object.ref, ref)),
  };
}

function placeOf(ref: ObjectRef, placed: readonly Placed[]): Position | undefined {
  const found = placed.find(({ object }) => sameRef(object.ref, ref));
  if (found === undefined) return undefined;
  const { resource, path } = found;
  return positionOf(resource, [...path, ...partPath(valueAt(resource, path), ref)]);
}

const declaredAndIgnored = ({ object: { kind, ref }, resource, path }: Placed): Diagnostic => ({
  code: "declared-and-ignored",
  severity: "error",
  message: `${describeKind(kind).title} ${describeRef(ref)} is declared, and spec.ignore of the Database leaves it alone`,
  remedy: "Take it out of the Schema, or out of spec.ignore",
  position: positionOf(resource, path),
});

function collect(placed: readonly Placed[], grammar: Grammar, diagnostics: Diagnostic[]): SchemaModel {
  const places = new Map<RefKey, Placed>();
  for (const entry of placed) {
    const key = refKey(entry.object.ref);
    const first = places.get(key);
    if (first === undefined) places.set(key, entry);
    else diagnostics.push(declaredTwice(entry, first));
  }
  const written = SchemaModel.of([...places.values()].map(({ object }) => object));
  const model = [...places.values()].reduce((model, { object }) => {
    const usual = withoutUsualStorage(object, written, grammar);
    return usual === object ? model : model.with(usual);
  }, written);
  for (const entry of places.values())
    diagnostics.push(...missingMentions(entry, model), ...missingKey(entry, model), ...misplacedFirings(entry, model));
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
    remedy: `${declareOrCorrect(ref, model)}${object.kind === "foreignKey" && ref.kind === "column" ? "; a key that SQLite has all the same is to be left out: it takes no row under it" : ""}`,
    position: positionOf(resource, path),
  }));
}

function declareOrCorrect(ref: ObjectRef, model: SchemaModel): string {
  const siblings =
    ref.parent === undefined ? [...model.objects()].filter((other) => isBeside(other.ref, ref)) : model.children(ref.parent, ref.kind);
  const near = didYouMean(
    ref.name,
    siblings.map((other) => other.ref.name),
  );
  return near === undefined
    ? `Declare ${describeRef(ref)}, or correct the name`
    : `Did you mean ${near}? Otherwise declare ${describeRef(ref)}`;
}

const isBeside = (other: ObjectRef, ref: ObjectRef): boolean => other.kind === ref.kind && other.schema === ref.schema;
