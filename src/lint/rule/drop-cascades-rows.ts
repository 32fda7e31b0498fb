import { sql } from "../example.ts";
import { cascading } from "../fact/cascading.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "drop-cascades-rows",
  severity: "error",
  dialects: ["sqlite"],
  sources: ["sql"],
  happens:
    "With foreign keys on, `DROP TABLE` deletes every row first; where another table refers to it with ON DELETE CASCADE, its rows are deleted too.",
  versions: "SQLite.",
  matters: "Whoever builds a table anew by hand loses the rows of its children.",
  instead: "Use the operations, which build a table anew with foreign keys off and compare what refers to it before and after",
  judges: {
    drop: ({ what, name }, at) => (what === "table" ? cascading(name, at) : null),
  },
  examples: {
    bad: sql("DROP TABLE teams"),
    good: sql("DROP TABLE notes"),
  },
};
