import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "char-type",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "`char(n)` pads every value with spaces to its length, and counts them as nothing when it compares.",
  versions: "PostgreSQL 14 to 18.",
  matters: "It is neither smaller nor faster than text; `LIKE` and concatenation see spaces that nobody wrote.",
  instead: "Use text, with a check on its length where there is a limit",
  judges: {
    defineColumn: ({ table, column }) =>
      /^character(\(|\[|$)/.test(column.type) ? `column ${column.name} of ${showNamed(table)} is padded with spaces` : null,
  },
  examples: {
    bad: steps("- addColumn: { table: users, column: { name: country, type: char(2) } }"),
    good: steps("- addColumn: { table: users, column: { name: country, type: text } }"),
  },
};
