import { type Static, type TArray, type TOptional, type TUnsafe, Type } from "@sinclair/typebox";
import { aggregateShape } from "../../model/kind/aggregate.shape.ts";
import { compositeTypeShape } from "../../model/kind/composite-type.shape.ts";
import { ddlShape } from "../../model/kind/ddl.shape.ts";
import { defaultPrivilegesShape } from "../../model/kind/default-privileges.shape.ts";
import { type DdlPlural, ddlTraits } from "../../model/kind/ddl-kinds.ts";
import { type DdlObjectShape, ddlObjectShapes } from "../../model/kind/ddl-object.shape.ts";
import { domainShape } from "../../model/kind/domain.shape.ts";
import { enumShape } from "../../model/kind/enum.shape.ts";
import { eventTriggerShape } from "../../model/kind/event-trigger.shape.ts";
import { extensionShape } from "../../model/kind/extension.shape.ts";
import { foreignDataWrapperShape } from "../../model/kind/foreign-data-wrapper.shape.ts";
import { foreignServerShape } from "../../model/kind/foreign-server.shape.ts";
import { map, names, reference } from "../../model/kind/field.shape.ts";
import { functionShape } from "../../model/kind/function.shape.ts";
import { objectGrantShape } from "../../model/kind/grant.shape.ts";
import { procedureShape } from "../../model/kind/procedure.shape.ts";
import { publicationShape } from "../../model/kind/publication.shape.ts";
import { subscriptionShape } from "../../model/kind/subscription.shape.ts";
import { rangeTypeShape } from "../../model/kind/range-type.shape.ts";
import { rowsShape } from "../../model/kind/row.shape.ts";
import { schemaShape } from "../../model/kind/schema.shape.ts";
import { sequenceShape } from "../../model/kind/sequence.shape.ts";
import { settingShape } from "../../model/kind/setting.shape.ts";
import { tableShape } from "../../model/kind/table.shape.ts";
import { viewShape } from "../../model/kind/view.shape.ts";
import { ddlKinds } from "../../model/ref.ts";
import { envelope } from "./metadata.shape.ts";

/** Sections of kinds that are given as their statements. */
type DdlSections = { [K in DdlPlural]: TOptional<TArray<TUnsafe<Static<DdlObjectShape>>>> };
const ddlSections = Object.fromEntries(
  ddlKinds.map((kind) => [
    ddlTraits[kind].plural,
    Type.Optional(Type.Array(reference(ddlObjectShapes[kind]), { description: ddlTraits[kind].about })),
  ]),
) as unknown as DdlSections;

const spec = map("Desired state; several Schema documents of one source are one.", {
  schemas: Type.Optional(Type.Array(reference(schemaShape), { description: "Namespaces." })),
  extensions: Type.Optional(Type.Array(reference(extensionShape), { description: "Extensions." })),
  enums: Type.Optional(Type.Array(reference(enumShape), { description: "Enumerated types." })),
  domains: Type.Optional(Type.Array(reference(domainShape), { description: "Domains." })),
  compositeTypes: Type.Optional(Type.Array(reference(compositeTypeShape), { description: "Composite types." })),
  rangeTypes: Type.Optional(Type.Array(reference(rangeTypeShape), { description: "Range types." })),
  ...ddlSections,
  sequences: Type.Optional(Type.Array(reference(sequenceShape), { description: "Sequences that are not behind an identity." })),
  tables: Type.Optional(Type.Array(reference(tableShape), { description: "Tables." })),
  views: Type.Optional(Type.Array(reference(viewShape), { description: "Views and materialized views." })),
  functions: Type.Optional(Type.Array(reference(functionShape), { description: "Functions." })),
  procedures: Type.Optional(Type.Array(reference(procedureShape), { description: "Procedures." })),
  aggregates: Type.Optional(Type.Array(reference(aggregateShape), { description: "Aggregate functions." })),
  eventTriggers: Type.Optional(Type.Array(reference(eventTriggerShape), { description: "Triggers on events of the database itself." })),
  foreignDataWrappers: Type.Optional(Type.Array(reference(foreignDataWrapperShape), { description: "Wrappers that no extension brings." })),
  foreignServers: Type.Optional(Type.Array(reference(foreignServerShape), { description: "Servers of foreign data." })),
  publications: Type.Optional(
    Type.Array(reference(publicationShape), { description: "Changes of tables as others may subscribe to them." }),
  ),
  subscriptions: Type.Optional(Type.Array(reference(subscriptionShape), { description: "Changes of tables of other servers." })),
  grants: Type.Optional(Type.Array(reference(objectGrantShape), { description: "Privileges on named objects." })),
  defaultPrivileges: Type.Optional(
    Type.Array(reference(defaultPrivilegesShape), { description: "Privileges on what is made from then on." }),
  ),
  settings: Type.Optional(Type.Array(reference(settingShape), { description: "What sessions of this database begin with." })),
  rows: Type.Optional(Type.Array(reference(rowsShape), { description: "Lookup data kept in step." })),
  objects: Type.Optional(Type.Array(reference(ddlShape), { description: "DDL for what reads better as such." })),
  files: Type.Optional(names("Patterns of SQL files beside the document, read as `objects` are.")),
});

export const schemaResourceShape = envelope("Schema", "What the database should look like.", spec);
export type SchemaSpec = Static<typeof spec>;
