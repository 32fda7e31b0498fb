import { chosenAccess } from "../model/access.ts";
import { writeDefaultPrivileges, writeSetting } from "../model/entry/write/write-database.ts";
import { writeDdlObject } from "../model/entry/write/write-ddl-object.ts";
import { writeEventTrigger, writeRoutine } from "../model/entry/write/write-definition.ts";
import { writeForeignDataWrapper, writeForeignServer, writeForeignServers } from "../model/entry/write/write-foreign.ts";
import { nameSecrets } from "../model/entry/write/name-secrets.ts";
import { writePublication } from "../model/entry/write/write-publication.ts";
import { writeSubscription, writeSubscriptions } from "../model/entry/write/write-subscription.ts";
import { writeSchema, writeSequenceEntry, writeView } from "../model/entry/write/write-object.ts";
import type { WriteSettings } from "../model/entry/write/write-name.ts";
import { writeCompositeType, writeDomain, writeEnum, writeExtension, writeRangeType } from "../model/entry/write/write-type.ts";
import { writeTable } from "../model/entry/write/write-table.ts";
import type { Model } from "../model/model.ts";
import { ddlTraits } from "../model/kind/ddl-kinds.ts";
import { isDdlObject, type SchemaObject, type SchemaObjectOf } from "../model/object.ts";
import type { SchemaSpec } from "./shape/schema.shape.ts";

/** The spec of a Schema document and what it is about, for the document's name and file. */
export interface SchemaPart {
  /** `schema.table`, or null for what is not below a table. */
  readonly table: string | null;
  readonly spec: SchemaSpec;
}

/**
 * The model as Schema documents a person would write: one for each table, and one before them for all else.
 * Namespaces that exist where nothing is said are left out, and what belongs to another project. Reading them again gives the same model.
 */
export const fromModel = (model: Model, settings: WriteSettings): readonly SchemaPart[] => [...eachPart(model, settings)];

/** The same one by one, for whoever keeps none: those of thousands of tables take as much room as the model. */
export function* eachPart(model: Model, settings: WriteSettings): Generator<SchemaPart> {
  const rest: SchemaSpec = {};
  const tables: SchemaObjectOf<"table">[] = [];
  const servers: SchemaObjectOf<"foreignServer">[] = [];
  const subscriptions: SchemaObjectOf<"subscription">[] = [];
  for (const object of model.objects()) {
    if (object.origin.kind === "project") continue;
    if (object.kind === "table") tables.push(object);
    else if (object.kind === "foreignServer") servers.push(object);
    else if (object.kind === "subscription") subscriptions.push(object);
    else if (isWorthSaying(object, settings))
      addEntry(rest, ofAnyVersion(object), object.kind === "view" ? model.children(object.ref) : [], settings);
  }
  const secretName = nameSecrets([...servers, ...subscriptions]);
  if (servers.length > 0) rest.foreignServers = writeForeignServers(servers, secretName);
  if (subscriptions.length > 0) rest.subscriptions = writeSubscriptions(subscriptions, secretName);
  if (Object.keys(rest).length > 0) yield { table: null, spec: rest };
  for (const table of tables)
    yield {
      table: `${table.ref.schema}.${table.ref.name}`,
      spec: { tables: [writeTable(table, model.children(table.ref), settings)] },
    };
}

/** One object as a Schema declares it, a table or a view with its parts. */
export function entryOf(object: SchemaObject, parts: readonly SchemaObject[], settings: WriteSettings): SchemaSpec {
  if (object.kind === "table") return { tables: [writeTable(object, parts, settings)] };
  if (object.kind === "foreignServer") return { foreignServers: [writeForeignServer(object)] };
  if (object.kind === "subscription") return { subscriptions: [writeSubscription(object)] };
  const spec: SchemaSpec = {};
  addEntry(spec, object, parts, settings);
  return spec;
}

/** A namespace that is there from the first day is worth a word where anybody said something of it. */
const isWorthSaying = (object: SchemaObject, { grammar }: WriteSettings): boolean =>
  object.kind !== "schema" ||
  object.ref.name !== grammar.defaultSchema ||
  Boolean(object.comment) ||
  Object.keys(chosenAccess(object)).length > 0;

/** Which version an extension has is the server's matter, unless somebody writes one. */
const ofAnyVersion = (object: SchemaObject): SchemaObject =>
  object.kind === "extension" ? { ...object, body: { ...object.body, version: null } } : object;

function addEntry(rest: SchemaSpec, object: SchemaObject, parts: readonly SchemaObject[], settings: WriteSettings): void {
  if (object.kind === "schema") (rest.schemas ??= []).push(writeSchema(object));
  if (object.kind === "extension") (rest.extensions ??= []).push(writeExtension(object, settings));
  if (object.kind === "enum") (rest.enums ??= []).push(writeEnum(object, settings));
  if (object.kind === "domain") (rest.domains ??= []).push(writeDomain(object, settings));
  if (object.kind === "compositeType") (rest.compositeTypes ??= []).push(writeCompositeType(object, settings));
  if (object.kind === "rangeType") (rest.rangeTypes ??= []).push(writeRangeType(object, settings));
  if (object.kind === "sequence") (rest.sequences ??= []).push(writeSequenceEntry(object, settings));
  if (object.kind === "function") (rest.functions ??= []).push(writeRoutine(object, settings));
  if (object.kind === "procedure") (rest.procedures ??= []).push(writeRoutine(object, settings));
  if (object.kind === "aggregate") (rest.aggregates ??= []).push(writeRoutine(object, settings));
  if (object.kind === "eventTrigger") (rest.eventTriggers ??= []).push(writeEventTrigger(object, settings));
  if (object.kind === "foreignDataWrapper") (rest.foreignDataWrappers ??= []).push(writeForeignDataWrapper(object, settings));
  if (object.kind === "publication") (rest.publications ??= []).push(writePublication(object, settings));
  if (object.kind === "setting") (rest.settings ??= []).push(writeSetting(object));
  if (object.kind === "defaultPrivileges") (rest.defaultPrivileges ??= []).push(writeDefaultPrivileges(object));
  if (isDdlObject(object)) (rest[ddlTraits[object.kind].plural] ??= []).push(writeDdlObject(object, settings));
  if (object.kind === "view") (rest.views ??= []).push(writeView(object, parts, settings));
}
