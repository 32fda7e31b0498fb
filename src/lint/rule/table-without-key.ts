import { describeRef } from "../../model/ref.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "table-without-key",
  severity: "warning",
  dialects: "all",
  happens: "Nothing tells the rows of the table apart.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters:
    "Logical replication cannot update or delete in it, a backfill cannot page through it, and a row that stands there twice cannot be taken out once.",
  instead: "Give it a primary key",
  judges: {
    define: ({ object }, at) =>
      object.kind !== "table" ||
      object.body.foreign !== undefined ||
      at.after.children(object.ref, "primaryKey").length > 0 ||
      at.after.children(object.ref, "column").length === 0
        ? null
        : `table ${describeRef(object.ref)} has no primary key`,
  },
  examples: {
    bad: steps("- createTable: { name: logs, columns: [ { name: line, type: text } ] }"),
    good: steps(
      "- createTable: { name: logs, columns: [ { name: id, type: bigint }, { name: line, type: text } ], primaryKey: { columns: [id] } }",
    ),
  },
};
