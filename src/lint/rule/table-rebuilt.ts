import { steps } from "../example.ts";
import { heavy } from "../fact/heavy-hazards.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "table-rebuilt",
  severity: "note",
  dialects: ["sqlite"],
  sources: ["operation"],
  happens:
    "SQLite has no ALTER for it: the table is built anew and its rows are copied, in one transaction with all of what depends on it.",
  versions: "SQLite; keelson does it as SQLite's documentation says, with foreign keys off and everything compared before and after.",
  matters: "Nobody else writes to the file until it is done, and it needs the size of the table in free space.",
  instead: "Put what needs it for one table into one revision, so that it is done once; or let it run when little is written",
  judges: {
    operate: ({ operation }, at) => heavy(at.hazards, operation),
  },
  examples: {
    bad: steps("- alterColumn: { table: teams, column: name, nullable: true }"),
    good: steps("- addColumn: { table: teams, column: { name: motto, type: text } }"),
  },
};
