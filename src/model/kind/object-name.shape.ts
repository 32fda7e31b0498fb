import { type Static, Type } from "@sinclair/typebox";
import { ddlKinds } from "../ref.ts";
import { schemaName } from "./entry.shape.ts";
import { choice, name } from "./field.shape.ts";

/** An object of any kind, as `grant`, `setOwner` and `setComment` name it. */
export const objectNameShape = Type.Object(
  {
    kind: choice(
      "Kind of the object.",
      "database",
      "schema",
      "extension",
      "enum",
      "domain",
      "compositeType",
      "rangeType",
      "sequence",
      "table",
      "column",
      "constraint",
      "index",
      "view",
      "function",
      "procedure",
      "aggregate",
      "trigger",
      "rule",
      "eventTrigger",
      "policy",
      ...ddlKinds,
      "foreignDataWrapper",
      "foreignServer",
      "publication",
      "subscription",
    ),
    name: name("Its name; of a function, procedure or aggregate its signature, of what else has one too."),
    method: Type.Optional(name("Index method of an operator class or family.")),
    ...schemaName,
    table: Type.Optional(name("Table of a column, constraint, index, trigger, rule or policy.")),
  },
  { $id: "objectName", additionalProperties: false, description: "An object, named." },
);
export type ObjectName = Static<typeof objectNameShape>;
