import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "grant-to-public",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "PUBLIC is every role of the server, also those that come later.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Whoever can log in has the right, and nobody sees that from looking at their roles.",
  instead: "Grant it to a role, and that role to whoever needs it",
  judges: {
    grant: ({ to, what }) => (to.includes("PUBLIC") ? `everybody gets ${what}` : null),
  },
  examples: {
    bad: sql("GRANT SELECT ON users TO PUBLIC"),
    good: sql("GRANT SELECT ON users TO reader"),
  },
};
