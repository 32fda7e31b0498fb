import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "serial-column",
  severity: "note",
  dialects: ["postgresql"],
  happens:
    "`serial` is a sequence, a default and an owner that hang together loosely; whoever may insert needs a right on the sequence too.",
  versions: "PostgreSQL 14 to 18.",
  matters: "A restored table, a changed default or a forgotten grant breaks inserts.",
  instead: "Use identity: always",
  judges: {
    defineColumn: ({ table, column }) => (column.identity === "serial" ? `column ${column.name} of ${showNamed(table)} is serial` : null),
  },
  examples: {
    bad: steps("- createTable: { name: logs, columns: [ { name: id, type: bigint, identity: serial } ], primaryKey: { columns: [id] } }"),
    good: steps("- createTable: { name: logs, columns: [ { name: id, type: bigint, identity: always } ], primaryKey: { columns: [id] } }"),
  },
};
