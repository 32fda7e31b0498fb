import { showNamed } from "../../port/act.ts";
import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "timestamp-without-time-zone",
  severity: "note",
  dialects: ["postgresql"],
  happens: "`timestamp` keeps what a clock showed and not where it hung.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Two servers, or two times of the year, write the same text for different moments.",
  instead: "Use timestamptz",
  judges: {
    defineColumn: ({ table, column }) =>
      /^timestamp(\(\d\))? without time zone/.test(column.type)
        ? `column ${column.name} of ${showNamed(table)} holds times of an unknown zone`
        : null,
  },
  examples: {
    bad: steps("- addColumn: { table: users, column: { name: seen_at, type: timestamp } }"),
    good: steps("- addColumn: { table: users, column: { name: seen_at, type: timestamptz } }"),
  },
};
