import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "varchar-length",
  severity: "off",
  dialects: ["postgresql"],
  happens: "`varchar(n)` keeps its limit in the type.",
  versions: "PostgreSQL 14 to 18.",
  matters: "A shorter limit writes the table anew or fails; a check can be changed beside the application.",
  instead: "Use text, with a check on its length where there is a limit",
  judges: {
    defineColumn: ({ table, column }) =>
      /^character varying\(/.test(column.type)
        ? `column ${column.name} of ${showNamed(table)} keeps the limit of its length in its type`
        : null,
  },
  examples: {
    bad: steps("- addColumn: { table: users, column: { name: city, type: varchar(50) } }"),
    good: steps("- addColumn: { table: users, column: { name: city, type: text } }"),
  },
};
