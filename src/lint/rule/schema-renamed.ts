import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "schema-renamed",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "Every name in the schema is another one from now on; search paths and settings of roles still name the old one.",
  versions: "PostgreSQL 14 to 18.",
  matters: "All that uses anything in there fails at once, and function bodies that name the schema fail when they are called.",
  instead: "Create the new schema, move tables one by one with views in their old places, and drop the old one later",
  judges: {
    rename: ({ what, from, to }) =>
      what !== "schema" ? null : `schema ${from.name} becomes ${to} at once: what looks for anything in the old one fails`,
  },
  examples: {
    bad: sql("ALTER SCHEMA archive RENAME TO attic"),
    good: sql("CREATE SCHEMA attic"),
  },
};
