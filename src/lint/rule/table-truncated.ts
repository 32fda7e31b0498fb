import { sql, steps } from "../example.ts";
import { firstOld } from "../fact/first-old.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "table-truncated",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`TRUNCATE` empties the table under an ACCESS EXCLUSIVE lock; nothing brings the rows back.",
  versions: "PostgreSQL 14 to 18.",
  matters: "It waits for everybody who uses the table, and takes what they see away.",
  instead: "Use `deleteRows` with a `where` and a `batch`",
  judges: {
    truncate: ({ tables }, at) => firstOld(tables, at, (table) => `${table} is emptied`),
  },
  examples: {
    bad: sql("TRUNCATE notes"),
    good: steps(`- deleteRows: { table: notes, where: "id < 100", batch: { rows: 1000 } }`),
  },
};
