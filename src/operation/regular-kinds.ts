import type { EntryContext } from "../model/entry/entry-context.ts";
import { readCompositeType } from "../model/entry/read-composite-type.ts";
import { readDomain } from "../model/entry/read-domain.ts";
import { readEnum } from "../model/entry/read-enum.ts";
import { readExtension } from "../model/entry/read-extension.ts";
import { readIndex } from "../model/entry/read-index.ts";
import { readRangeType } from "../model/entry/read-range-type.ts";
import { readEventTrigger, readRule, readTrigger } from "../model/entry/read-firing.ts";
import { readRoutine, routineRef } from "../model/entry/read-routine.ts";
import { readPolicy } from "../model/entry/read-policy.ts";
import { readSchema } from "../model/entry/read-schema.ts";
import { readSequenceEntry } from "../model/entry/read-sequence.ts";
import { readTable } from "../model/entry/read-table.ts";
import { readView } from "../model/entry/read-view.ts";
import { resolveRef } from "../model/entry/resolve-name.ts";
import { writeEventTrigger, writeRoutine, writeRule, writeTrigger } from "../model/entry/write-definition.ts";
import type { WriteSettings } from "../model/entry/write-name.ts";
import { writeTableName } from "../model/entry/write-name.ts";
import { writeIndex } from "../model/entry/write-index.ts";
import { writeSchema, writeSequenceEntry, writeView } from "../model/entry/write-object.ts";
import { writeCompositeType, writeDomain, writeEnum, writeExtension, writeRangeType } from "../model/entry/write-type.ts";
import { writePolicy } from "../model/entry/write-policy.ts";
import { writeTable } from "../model/entry/write-table.ts";
import type { CompositeTypeEntry } from "../model/kind/composite-type.shape.ts";
import type { DomainEntry } from "../model/kind/domain.shape.ts";
import type { EnumEntry } from "../model/kind/enum.shape.ts";
import type { ExtensionEntry } from "../model/kind/extension.shape.ts";
import type { IndexEntry } from "../model/kind/index.shape.ts";
import type { RangeTypeEntry } from "../model/kind/range-type.shape.ts";
import type { AggregateEntry } from "../model/kind/aggregate.shape.ts";
import type { EventTriggerEntry } from "../model/kind/event-trigger.shape.ts";
import type { FunctionEntry } from "../model/kind/function.shape.ts";
import type { ProcedureEntry } from "../model/kind/procedure.shape.ts";
import type { RuleEntry } from "../model/kind/rule.shape.ts";
import type { PolicyEntry } from "../model/kind/policy.shape.ts";
import type { SchemaEntry } from "../model/kind/schema.shape.ts";
import type { SequenceEntry } from "../model/kind/sequence.shape.ts";
import type { TableEntry } from "../model/kind/table.shape.ts";
import type { TriggerEntry } from "../model/kind/trigger.shape.ts";
import type { ViewEntry } from "../model/kind/view.shape.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { declared } from "../model/object.ts";
import type { ObjectRef, RoutineKind } from "../model/ref.ts";
import type { Placement } from "./regular.shape.ts";

/** The kinds whose operations are derived. */
export interface RegularEntries {
  schema: SchemaEntry;
  extension: ExtensionEntry;
  enum: EnumEntry;
  domain: DomainEntry;
  compositeType: CompositeTypeEntry;
  rangeType: RangeTypeEntry;
  sequence: SequenceEntry;
  table: TableEntry;
  index: IndexEntry;
  view: ViewEntry;
  function: FunctionEntry;
  procedure: ProcedureEntry;
  aggregate: AggregateEntry;
  trigger: TriggerEntry;
  rule: RuleEntry;
  eventTrigger: EventTriggerEntry;
  policy: PolicyEntry;
}
export type RegularKind = keyof RegularEntries;
export type Named = Placement & { readonly name: string };

/** What distinguishes one regular kind from another in an operation. */
export interface RegularForm<K extends RegularKind> {
  readonly kind: K;
  /** The ref that a name stands for; of an index without its table the model is asked. */
  locate(named: Named, model: Model, context: EntryContext): ObjectRef & { readonly kind: K };
  /** The object and what its entry holds. */
  read(entry: RegularEntries[K] & Placement, model: Model, context: EntryContext): readonly SchemaObject[];
  /** The entry without children, with what finds its place. */
  write(object: SchemaObjectOf<K>, settings: WriteSettings): RegularEntries[K] & Placement;
  /** An object of which only the name is known. */
  stub(ref: ObjectRef & { readonly kind: K }): SchemaObjectOf<K>;
}

/** A table's columns say what kind a name is; a view is meant only where one is known. */
function relation({ table, schema }: Placement, context: EntryContext): ObjectRef {
  const ref = resolveRef("table", table ?? "", schema, context, ["table"]);
  return context.relation(ref.schema ?? "", ref.name) ?? ref;
}

const common = { origin: declared, nameOnly: true } as const;
const unknownFiring = { event: "", action: { text: "", form: "stale" }, enabled: "origin" } as const;

/** A routine is named by its signature. */
const routineForm = <K extends RoutineKind>(kind: K) =>
  ({
    kind,
    locate: ({ name, schema }: Named, _model: Model, context: EntryContext) => routineRef(kind, name, schema, context, ["signature"]),
    read: (entry: FunctionEntry, _model: Model, context: EntryContext) => [readRoutine(kind, entry, context, [])],
    write: writeRoutine,
    stub: (ref: ObjectRef & { readonly kind: K }) => ({ kind, ref, ...common, body: { definition: { text: "", form: "stale" }, source: null } }) as unknown as SchemaObjectOf<K>,
  }) as const;

export const regularKinds: { readonly [K in RegularKind]: RegularForm<K> } = {
  schema: {
    kind: "schema",
    locate: ({ name }) => ({ kind: "schema", name }),
    read: (entry, _model, context) => [readSchema(entry, context, [])],
    write: writeSchema,
    stub: (ref) => ({ kind: "schema", ref, ...common, body: {} }),
  },
  extension: {
    kind: "extension",
    locate: ({ name }) => ({ kind: "extension", name }),
    read: (entry, _model, context) => [readExtension(entry, context, [])],
    write: writeExtension,
    stub: (ref) => ({ kind: "extension", ref, ...common, body: { schema: null, version: null } }),
  },
  enum: {
    kind: "enum",
    locate: ({ name, schema }, _model, context) => resolveRef("enum", name, schema, context, ["name"]),
    read: (entry, _model, context) => [readEnum(entry, context, [])],
    write: writeEnum,
    stub: (ref) => ({ kind: "enum", ref, ...common, body: { values: [] } }),
  },
  domain: {
    kind: "domain",
    locate: ({ name, schema }, _model, context) => resolveRef("domain", name, schema, context, ["name"]),
    read: (entry, _model, context) => [readDomain(entry, context, [])],
    write: writeDomain,
    stub: (ref) => ({ kind: "domain", ref, ...common, body: { type: "", nullable: true, default: null, collation: null, checks: [] } }),
  },
  compositeType: {
    kind: "compositeType",
    locate: ({ name, schema }, _model, context) => resolveRef("compositeType", name, schema, context, ["name"]),
    read: (entry, _model, context) => [readCompositeType(entry, context, [])],
    write: writeCompositeType,
    stub: (ref) => ({ kind: "compositeType", ref, ...common, body: { attributes: [] } }),
  },
  rangeType: {
    kind: "rangeType",
    locate: ({ name, schema }, _model, context) => resolveRef("rangeType", name, schema, context, ["name"]),
    read: (entry, _model, context) => [readRangeType(entry, context, [])],
    write: writeRangeType,
    stub: (ref) => ({
      kind: "rangeType",
      ref,
      ...common,
      body: { type: "", opclass: null, collation: null, canonical: null, subtypeDiff: null, multirange: null },
    }),
  },
  sequence: {
    kind: "sequence",
    locate: ({ name, schema }, _model, context) => resolveRef("sequence", name, schema, context, ["name"]),
    read: (entry, _model, context) => [readSequenceEntry(entry, context, [])],
    write: writeSequenceEntry,
    stub: (ref) => ({ kind: "sequence", ref, ...common, body: { type: "bigint", ownedBy: null } }),
  },
  table: {
    kind: "table",
    locate: ({ name, schema }, _model, context) => resolveRef("table", name, schema, context, ["name"]),
    read: (entry, _model, context) => readTable(entry, context, []),
    write: (object, settings) => writeTable(object, [], settings),
    stub: (ref) => ({ kind: "table", ref, ...common, body: { unlogged: false, options: null, strict: false, withoutRowid: false } }),
  },
  index: {
    kind: "index",
    locate: (named, model, context) => {
      if (named.table !== undefined) return { kind: "index", parent: relation(named, context), name: named.name };
      const { schema, name } = resolveRef("index", named.name, named.schema, context, ["name"]);
      return model.indexNamed(schema as string, name)?.ref ?? { kind: "index", schema, name };
    },
    read: ({ table, schema, ...entry }, _model, context) => [readIndex(entry, relation({ table, schema }, context), context, [])],
    write: (object, settings) => ({ ...writeTableName(object.ref.parent as ObjectRef, settings), ...writeIndex(object) }),
    stub: (ref) => ({
      kind: "index",
      ref,
      ...common,
      body: { unique: false, method: "btree", keys: [], include: [], where: null, nullsNotDistinct: false, options: {}, valid: true },
    }),
  },
  policy: {
    kind: "policy",
    locate: (named, _model, context) => ({ kind: "policy", parent: relation(named, context), name: named.name }),
    read: ({ table, schema, ...entry }, _model, context) => [readPolicy(entry, relation({ table, schema }, context), context, [])],
    write: (object, settings) => ({ ...writeTableName(object.ref.parent as ObjectRef, settings), ...writePolicy(object) }),
    stub: (ref) => ({ kind: "policy", ref, ...common, body: { command: "all", roles: ["public"], permissive: true, using: null, check: null } }),
  },
  view: {
    kind: "view",
    locate: ({ name, schema }, _model, context) => resolveRef("view", name, schema, context, ["name"]),
    read: (entry, _model, context) => readView(entry, context, []),
    write: (object, settings) => writeView(object, [], settings),
    stub: (ref) => ({
      kind: "view",
      ref,
      ...common,
      body: {
        query: { text: "", form: "stale" },
        columns: null,
        materialized: false,
        withData: true,
        options: {},
        check: null,
        reads: null,
      },
    }),
  },
  function: routineForm("function"),
  procedure: routineForm("procedure"),
  aggregate: routineForm("aggregate"),
  trigger: {
    kind: "trigger",
    locate: (named, _model, context) => ({ kind: "trigger", parent: relation(named, context), name: named.name }),
    read: ({ table, schema, ...entry }, _model, context) => [readTrigger(entry, relation({ table, schema }, context), context, [])],
    write: (object, settings) => ({ ...writeTableName(object.ref.parent as ObjectRef, settings), ...writeTrigger(object, settings) }),
    stub: (ref) => ({ kind: "trigger", ref, ...common, body: { ...unknownFiring, constraint: false } }),
  },
  rule: {
    kind: "rule",
    locate: (named, _model, context) => ({ kind: "rule", parent: relation(named, context), name: named.name }),
    read: ({ table, schema, ...entry }, _model, context) => [readRule(entry, relation({ table, schema }, context), context, [])],
    write: (object, settings) => ({ ...writeTableName(object.ref.parent as ObjectRef, settings), ...writeRule(object, settings) }),
    stub: (ref) => ({ kind: "rule", ref, ...common, body: unknownFiring }),
  },
  eventTrigger: {
    kind: "eventTrigger",
    locate: ({ name }) => ({ kind: "eventTrigger", name }),
    read: (entry, _model, context) => [readEventTrigger(entry, context, [])],
    write: writeEventTrigger,
    stub: (ref) => ({ kind: "eventTrigger", ref, ...common, body: unknownFiring }),
  },
};
