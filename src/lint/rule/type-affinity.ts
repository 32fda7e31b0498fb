import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import { surprising } from "../fact/type-affinity-of.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "type-affinity",
  severity: "warning",
  dialects: ["sqlite"],
  happens:
    "SQLite makes one of five affinities of a declared type by the letters in it: INT anywhere is integer, and what it does not know is numeric.",
  versions: "SQLite; a STRICT table refuses such types.",
  matters: "STRING turns `007` into 7, and FLOATING POINT is an integer because of its last letters.",
  instead: "Use integer, text, real, blob or numeric",
  judges: {
    defineColumn: ({ table, column }) => surprising(column.type, `column ${column.name} of ${showNamed(table)}`),
  },
  examples: {
    bad: steps("- addColumn: { table: notes, column: { name: code, type: string } }"),
    good: steps("- addColumn: { table: notes, column: { name: code, type: text } }"),
  },
};
