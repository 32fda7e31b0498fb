import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "json-type",
  severity: "note",
  dialects: ["postgresql"],
  happens: "`json` keeps the text as it came: it has no equality, so DISTINCT, GROUP BY and UNION over the column fail.",
  versions: "PostgreSQL 14 to 18.",
  matters: "A query that ran for years fails once the column is among those that it selects.",
  instead: "Use jsonb, unless the text must stay byte for byte",
  judges: {
    defineColumn: ({ table, column }) =>
      /^json(\[|$)/.test(column.type) ? `column ${column.name} of ${showNamed(table)} cannot be compared` : null,
  },
  examples: {
    bad: steps("- addColumn: { table: users, column: { name: settings, type: json } }"),
    good: steps("- addColumn: { table: users, column: { name: settings, type: jsonb } }"),
  },
};
