import { withCalls } from "../model/entry/calls.ts";
import type { Declarations } from "../model/entry/declarations.ts";
import type { EntryContext, EntryPath, Finding } from "../model/entry/entry-context.ts";
import { kept } from "../model/entry/kept.ts";
import { readCompositeType } from "../model/entry/read/read-composite-type.ts";
import { readDefaultPrivileges } from "../model/entry/read/read-default-privileges.ts";
import { readDdlObject } from "../model/entry/read/read-ddl-object.ts";
import { readDomain } from "../model/entry/read/read-domain.ts";
import { readEnum } from "../model/entry/read/read-enum.ts";
import { readExtension } from "../model/entry/read/read-extension.ts";
import { readForeignDataWrapper, readForeignServer } from "../model/entry/read/read-foreign.ts";
import { readPublication } from "../model/entry/read/read-publication.ts";
import { readSubscription } from "../model/entry/read/read-subscription.ts";
import { readRangeType } from "../model/entry/read/read-range-type.ts";
import { readEventTrigger, readRule, readTrigger } from "../model/entry/read/read-firing.ts";
import { readRoutine } from "../model/entry/read/read-routine.ts";
import { readSchema } from "../model/entry/read/read-schema.ts";
import { readSequenceEntry } from "../model/entry/read/read-sequence.ts";
import { readSetting } from "../model/entry/read/read-setting.ts";
import { readTable } from "../model/entry/read/read-table.ts";
import { readView } from "../model/entry/read/read-view.ts";
import { ddlTraits } from "../model/kind/ddl-kinds.ts";
import { describeKind } from "../model/kind/kinds.ts";
import type { SchemaObject } from "../model/object.ts";
import { ddlKinds, type ObjectKind, type ObjectRef } from "../model/ref.ts";
import type { DefinedPart, Piece } from "./ddl/ddl-pieces.ts";
import type { Placed } from "./placed-object.ts";
import type { SchemaResource } from "./resource.ts";
import type { SchemaSpec } from "./shape/schema.shape.ts";

type TypeEntry = NonNullable<SchemaSpec["compositeTypes" | "rangeTypes"]>[number];

/** Notes what a document declares by name, before anything of it is read. */
export function declare({ spec }: Piece, context: EntryContext, declarations: Declarations): void {
  for (const { entry } of kept(spec.extensions, context, [])) declarations.addExtension(entry, context);
  for (const { entry } of kept(spec.enums, context, [])) declarations.addEnum(entry, context);
  for (const { entry } of kept(spec.domains, context, [])) declarations.addDomain(entry, context);
  for (const types of [spec.compositeTypes, spec.rangeTypes])
    for (const { entry } of kept<TypeEntry>(types, context, [])) declarations.addType(entry, context);
  for (const kind of ddlKinds)
    for (const { entry } of kept(spec[ddlTraits[kind].plural], context, [])) declarations.addGiven(kind, entry, context);
  for (const { entry } of kept(spec.tables, context, [])) declarations.addTable(entry, context);
  for (const { entry } of kept(spec.views, context, [])) declarations.addView(entry, context);
}

/** Routines, whose signatures name types. */
export function declareRoutines({ spec }: Piece, context: EntryContext, declarations: Declarations): void {
  for (const { entry } of kept(spec.functions, context, [])) declarations.addRoutine("function", entry, context);
  for (const { entry } of kept(spec.procedures, context, [])) declarations.addRoutine("procedure", entry, context);
  for (const { entry } of kept(spec.aggregates, context, [])) declarations.addRoutine("aggregate", entry, context);
}

/** A trigger or rule that is given as SQL, on the relation that it names. */
export function readPart({ definition: { kind, name, on }, sql, path, fields }: DefinedPart, context: EntryContext): SchemaObject {
  const schema = on?.schema ?? context.defaultSchema;
  const relation: ObjectRef = context.relation(schema, on?.name ?? "") ?? { kind: "table", schema, name: on?.name ?? "" };
  const entry = { name: name.name, sql, ...fields };
  return kind === "rule" ? readRule(entry, relation, context, path) : readTrigger(entry, relation, context, path);
}

/** All objects that the entries of a document stand for. */
export function readSpec(resource: SchemaResource, { spec, at }: Piece, outer: EntryContext): readonly Placed[] {
  const context: EntryContext = { ...outer, report: (finding) => outer.report({ ...finding, path: at(finding.path) }) };
  const read = <E extends object>(
    section: keyof SchemaSpec,
    entries: readonly E[] | undefined,
    kind: ObjectKind,
    objects: (entry: E, path: EntryPath) => readonly SchemaObject[],
  ): readonly Placed[] => {
    if (entries === undefined) return [];
    return kept(entries, context, ["spec", section]).flatMap(({ entry, path }) => {
      if (context.kinds.includes(kind))
        return objects(entry, path).map((object) => ({ object: withCalls(object, context), resource, path: at(path) }));
      if (kind !== "enum" && kind !== "domain") context.report(unknownKind(kind, context, path));
      return [];
    });
  };
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
    ...ddlKinds.flatMap((kind) =>
      read(ddlTraits[kind].plural, spec[ddlTraits[kind].plural], kind, (entry, path) => [readDdlObject(kind, entry, context, path)]),
    ),
    ...read("eventTriggers", spec.eventTriggers, "eventTrigger", (entry, path) => [readEventTrigger(entry, context, path)]),
    ...read("foreignDataWrappers", spec.foreignDataWrappers, "foreignDataWrapper", (entry, path) => [
      readForeignDataWrapper(entry, context, path),
    ]),
    ...read("foreignServers", spec.foreignServers, "foreignServer", (entry, path) => [readForeignServer(entry, context, path)]),
    ...read("publications", spec.publications, "publication", (entry, path) => [readPublication(entry, context, path)]),
    ...read("subscriptions", spec.subscriptions, "subscription", (entry, path) => [readSubscription(entry, context, path)]),
    ...read("settings", spec.settings, "setting", (entry) => [readSetting(entry, context)]),
    ...read("defaultPrivileges", spec.defaultPrivileges, "defaultPrivileges", (entry, path) => [
      readDefaultPrivileges(entry, context, path),
    ]),
  ];
}

const unknownKind = (kind: ObjectKind, { grammar }: EntryContext, path: EntryPath): Finding => ({
  code: "kind-unknown-to-dialect",
  message: `${grammar.dialect} has no ${manyOf(kind)}`,
  remedy: `Leave it out there: when: { not: { dialect: ${grammar.dialect} } }`,
  path,
});

const manyOf = (kind: ObjectKind): string => (kind === "defaultPrivileges" ? "default privileges" : `${describeKind(kind).title}s`);
