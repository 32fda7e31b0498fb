import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "database-dropped",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "Another database of the server is dropped with everything in it.",
  versions: "PostgreSQL 14 to 18.",
  matters: "No revision of this database can bring it back, and no plan shows what was in there.",
  instead: "Use `keelson drop` with that database's own document",
  judges: {
    drop: ({ what, name }) => (what !== "database" ? null : `database ${name.name} is dropped`),
  },
  examples: {
    bad: sql("DROP DATABASE reports"),
    good: sql("DROP TABLE reports"),
  },
};
