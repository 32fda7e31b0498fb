import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "integer-key",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "An `integer` key ends at 2,147,483,647, a `smallint` key at 32,767.",
  versions: "PostgreSQL 14 to 18.",
  matters: "When it ends nothing can be inserted any more, and making it wider means to write the table and all that refers to it anew.",
  instead: "Use bigint",
  judges: {
    defineColumn: ({ table, column }) =>
      column.key === "primary" && (column.identity !== "none" || column.default === "perRow") && /^(integer|smallint)$/.test(column.type)
        ? `key ${column.name} of ${showNamed(table)} is ${column.type}, and runs out`
        : null,
  },
  examples: {
    bad: steps("- createTable: { name: logs, columns: [ { name: id, type: integer, identity: always } ], primaryKey: { columns: [id] } }"),
    good: steps("- createTable: { name: logs, columns: [ { name: id, type: bigint, identity: always } ], primaryKey: { columns: [id] } }"),
  },
};
