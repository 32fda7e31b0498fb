import type { TProperties } from "@sinclair/typebox";
import { statusFields } from "../../cmd/keelson/document/status.shape.ts";
import type { ResourceKind } from "../../src/resource/resource.ts";
import { commonStatusFields, databaseSetStatusFields, databaseStatusFields } from "../../src/kubernetes/status.shape.ts";
import { Type } from "@sinclair/typebox";

interface Column {
  readonly name: string;
  readonly type: "string" | "integer" | "date" | "boolean";
  readonly jsonPath: string;
  readonly description: string;
  /** Above 0: only with `-o wide`. */
  readonly priority?: number;
}

/** How a kind looks in a cluster, beside the shape of its document. */
interface CustomResource {
  readonly shortNames: readonly string[];
  readonly columns: readonly Column[];
  readonly status: TProperties;
}

const condition = (type: string, field: "status" | "reason" | "message") => `.status.conditions[?(@.type=="${type}")].${field}`;
const ready: Column = {
  name: "Ready",
  type: "string",
  jsonPath: condition("Ready", "status"),
  description: "Whether the database is as it should be.",
};
const reason: Column = { name: "Reason", type: "string", jsonPath: condition("Ready", "reason"), description: "Why, in one word." };
const message: Column = {
  name: "Message",
  type: "string",
  jsonPath: condition("Ready", "message"),
  description: "Why, in one sentence.",
  priority: 1,
};
const age: Column = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp", description: "When it was created." };

const { conditions: _conditions, database: _database, ...reported } = statusFields;

/** A new object has no status, and a status is written before all of it is known. */
const optional = (fields: TProperties): TProperties =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, Type.Optional(field)]));

export const customResources: Readonly<Record<ResourceKind, CustomResource>> = {
  Database: {
    shortNames: ["kdb"],
    columns: [
      ready,
      { name: "Current", type: "string", jsonPath: ".status.revision.current", description: "Heads of the database." },
      { name: "Target", type: "string", jsonPath: ".status.revision.target", description: "Heads that it goes to." },
      { name: "Pending", type: "integer", jsonPath: ".status.revision.pending", description: "Revisions between the two." },
      { name: "Drift", type: "string", jsonPath: condition("Drifted", "status"), description: "Whether somebody changed it by hand." },
      age,
      reason,
      message,
    ],
    status: { ...databaseStatusFields, ...optional(reported) },
  },
  DatabaseSet: {
    shortNames: ["kdbset"],
    columns: [
      ready,
      { name: "Databases", type: "integer", jsonPath: ".status.total", description: "How many." },
      { name: "Synced", type: "integer", jsonPath: ".status.ready", description: "How many are as they should be." },
      { name: "Failed", type: "integer", jsonPath: ".status.failed", description: "How many are stalled." },
      age,
      reason,
      message,
    ],
    status: { ...databaseSetStatusFields, ...optional({ diagnostics: reported.diagnostics }) },
  },
  Plan: {
    shortNames: ["kplan"],
    columns: [
      { name: "Database", type: "string", jsonPath: ".spec.database", description: "What it is for." },
      { name: "To", type: "string", jsonPath: ".spec.to", description: "Heads after it." },
      { name: "Approved", type: "boolean", jsonPath: ".spec.approved", description: "Whether somebody agreed." },
      age,
      { ...reason, jsonPath: condition("Approved", "reason") },
    ],
    status: commonStatusFields,
  },
  Schema: { shortNames: ["kschema"], columns: [age], status: commonStatusFields },
  Revision: {
    shortNames: ["krev"],
    columns: [
      { name: "Id", type: "string", jsonPath: ".spec.id", description: "Its identity; the name of the object where empty." },
      { name: "Revises", type: "string", jsonPath: ".spec.revises", description: "Its parents." },
      { name: "Message", type: "string", jsonPath: ".spec.message", description: "What it does." },
      age,
    ],
    status: commonStatusFields,
  },
};
