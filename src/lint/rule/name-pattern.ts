import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "name-pattern",
  severity: "off",
  dialects: "all",
  happens: "A name is written in another way than the others.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "A name in mixed case must be quoted wherever it is used, and is not found where it was not.",
  instead: "Rename it, or change the `pattern` of this rule",
  options: { pattern: "^[a-z][a-z0-9_]*$" },
  judges: {
    define: ({ object: { kind, ref } }, at) =>
      new RegExp(at.option("pattern"), "u").test(ref.name) ? null : `name ${ref.name} (${kind}) does not match ${at.option("pattern")}`,
  },
  examples: {
    bad: steps(
      "- createTable: { name: AuditLog, columns: [ { name: id, type: bigint } ], primaryKey: { name: audit_log_pkey, columns: [id] } }",
    ),
    good: steps("- createTable: { name: audit_log, columns: [ { name: id, type: bigint } ], primaryKey: { columns: [id] } }"),
  },
};
