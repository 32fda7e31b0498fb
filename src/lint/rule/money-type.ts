import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "money-type",
  severity: "note",
  dialects: ["postgresql"],
  happens: "`money` is read and written by the server's `lc_monetary`, and knows neither currency nor fractions of a cent.",
  versions: "PostgreSQL 14 to 18.",
  matters: "The same dump means another amount on a server with another setting.",
  instead: "Use numeric, with the currency beside it",
  judges: {
    defineColumn: ({ table, column }) =>
      /^money(\[|$)/.test(column.type) ? `column ${column.name} of ${showNamed(table)} means what the server's locale says` : null,
  },
  examples: {
    bad: steps("- addColumn: { table: users, column: { name: credit, type: money } }"),
    good: steps(`- addColumn: { table: users, column: { name: credit, type: "numeric(12,2)" } }`),
  },
};
