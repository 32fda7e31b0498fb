import { readCompositeType } from "../model/entry/read/read-composite-type.ts";
import { ddlRef } from "../model/entry/ddl-ref.ts";
import { readDdlObject } from "../model/entry/read/read-ddl-object.ts";
import { readDomain } from "../model/entry/read/read-domain.ts";
import { readEnum } from "../model/entry/read/read-enum.ts";
import { readExtension } from "../model/entry/read/read-extension.ts";
import { readForeignDataWrapper, readForeignServer } from "../model/entry/read/read-foreign.ts";
import { readIndex } from "../model/entry/read/read-index.ts";
import { readRangeType } from "../model/entry/read/read-range-type.ts";
import { readEventTrigger, readRule, readTrigger } from "../model/entry/read/read-firing.ts";
import { readRoutine, routineRef } from "../model/entry/read/read-routine.ts";
import { readPolicy } from "../model/entry/read/read-policy.ts";
import { readPublication } from "../model/entry/read/read-publication.ts";
import { readSubscription } from "../model/entry/read/read-subscription.ts";
import { readSchema } from "../model/entry/read/read-schema.ts";
import { readSequenceEntry } from "../model/entry/read/read-sequence.ts";
import { readTable } from "../model/entry/read/read-table.ts";
import { readView } from "../model/entry/read/read-view.ts";
import { writeEventTrigger, writeRoutine, writeRule, writeTrigger } from "../model/entry/write/write-definition.ts";
import { writeDdlObject } from "../model/entry/write/write-ddl-object.ts";
import { writeForeignDataWrapper, writeForeignServer } from "../model/entry/write/write-foreign.ts";
import { writeIndex } from "../model/entry/write/write-index.ts";
import { writeSchema, writeSequenceEntry, writeView } from "../model/entry/write/write-object.ts";
import { writeCompositeType, writeDomain, writeEnum, writeExtension, writeRangeType } from "../model/entry/write/write-type.ts";
import { writePublication } from "../model/entry/write/write-publication.ts";
import { writeSubscription } from "../model/entry/write/write-subscription.ts";
import { usualSubscription } from "../model/subscription-body.ts";
import { writePolicy } from "../model/entry/write/write-policy.ts";
import { writeTable } from "../model/entry/write/write-table.ts";
import type { Expression } from "../model/expression.ts";
import { resolveRef } from "../model/entry/resolve-name.ts";
import { ofDatabase, ofRelation, ofSchema, relation, stubOf } from "./form/by-place.ts";
import type { RegularForm, RegularKind } from "./form/regular-form.ts";
import { type DdlKind, ddlKinds, type RoutineKind } from "../model/ref.ts";

const unknown: Expression = { text: "", form: "stale" };
const unknownFiring = { event: "", action: unknown, enabled: "origin" } as const;
const unknownIndex = {
  unique: false,
  method: "btree",
  keys: [],
  include: [],
  where: null,
  nullsNotDistinct: false,
  options: {},
  valid: true,
} as const;
const unknownView = { query: unknown, columns: null, materialized: false, withData: true, options: {}, check: null, reads: null } as const;

/** A routine is named by its signature. */
const routine = <K extends RoutineKind>(kind: K): RegularForm<K> => ({
  kind,
  locate: ({ name, schema }, _model, context) => routineRef(kind, name, schema, context, ["signature"]),
  read: (entry, _model, context) => [readRoutine(kind, entry, context, [])],
  write: writeRoutine as unknown as RegularForm<K>["write"],
  stub: stubOf(kind, { definition: unknown, source: null } as never),
});

/** A kind that is given as its statement. */
const given = <K extends DdlKind>(kind: K): RegularForm<K> => ({
  kind,
  locate: (named, _model, context) => ddlRef(kind, named, context, []),
  read: (entry, _model, context) => [readDdlObject(kind, entry as never, context, [])],
  write: writeDdlObject as unknown as RegularForm<K>["write"],
  stub: stubOf(kind, { definition: unknown, additions: [] } as never),
});
const allGiven = Object.fromEntries(ddlKinds.map((kind) => [kind, given(kind)])) as unknown as { readonly [K in DdlKind]: RegularForm<K> };

/** Of an index without its table the model is asked. */
const index: RegularForm<"index"> = {
  ...ofRelation("index", readIndex, writeIndex, unknownIndex),
  locate: (named, model, context) => {
    if (named.table !== undefined) return { kind: "index", parent: relation(named, context), name: named.name };
    const { schema, name } = resolveRef("index", named.name, named.schema, context, ["name"]);
    return model.indexNamed(schema as string, name)?.ref ?? { kind: "index", schema, name };
  },
};

export const regularKinds: { readonly [K in RegularKind]: RegularForm<K> } = {
  ...allGiven,
  schema: ofDatabase("schema", readSchema, writeSchema, {}),
  extension: ofDatabase("extension", readExtension, writeExtension, { schema: null, version: null }),
  enum: ofSchema("enum", readEnum, writeEnum, { values: [] }),
  domain: ofSchema("domain", readDomain, writeDomain, { type: "", nullable: true, default: null, collation: null, checks: [] }),
  compositeType: ofSchema("compositeType", readCompositeType, writeCompositeType, { attributes: [] }),
  rangeType: ofSchema("rangeType", readRangeType, writeRangeType, {
    type: "",
    opclass: null,
    collation: null,
    canonical: null,
    subtypeDiff: null,
    multirange: null,
  }),
  sequence: ofSchema("sequence", readSequenceEntry, writeSequenceEntry, { type: "bigint", ownedBy: null }),
  table: ofSchema("table", readTable, (object, settings) => writeTable(object, [], settings), {
    unlogged: false,
    options: null,
    strict: false,
    withoutRowid: false,
  }),
  index,
  policy: ofRelation("policy", readPolicy, writePolicy, { command: "all", roles: ["public"], permissive: true, using: null, check: null }),
  view: ofSchema("view", readView, (object, settings) => writeView(object, [], settings), unknownView),
  function: routine("function"),
  procedure: routine("procedure"),
  aggregate: routine("aggregate"),
  trigger: ofRelation("trigger", readTrigger, writeTrigger, { ...unknownFiring, constraint: false }),
  rule: ofRelation("rule", readRule, writeRule, unknownFiring),
  foreignDataWrapper: ofDatabase("foreignDataWrapper", readForeignDataWrapper, writeForeignDataWrapper, {
    handler: null,
    validator: null,
    options: {},
  }),
  foreignServer: ofDatabase("foreignServer", readForeignServer, writeForeignServer, {
    wrapper: "",
    type: null,
    version: null,
    options: {},
  }),
  publication: ofDatabase("publication", readPublication, writePublication, {
    allTables: false,
    tables: [],
    schemas: [],
    publish: [],
    viaPartitionRoot: false,
    generatedColumns: "none",
  }),
  subscription: ofDatabase("subscription", readSubscription, writeSubscription, {
    ...usualSubscription,
    connection: { secret: null },
    publications: [],
  }),
  eventTrigger: ofDatabase("eventTrigger", readEventTrigger, writeEventTrigger, unknownFiring),
};
