import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "schema-dropped",
  severity: "error",
  dialects: ["postgresql"],
  happens: "A whole namespace is gone, with CASCADE everything in it.",
  versions: "PostgreSQL 14 to 18.",
  matters: "The loss reaches as far as anything was ever created in there, by anybody.",
  instead: "Drop what is in it by name first, so that each loss can be read",
  judges: {
    drop: ({ what, name }) => (what !== "schema" ? null : `schema ${name.name} is dropped`),
  },
  examples: {
    bad: sql("DROP SCHEMA archive CASCADE"),
    good: sql("DROP TABLE IF EXISTS archive.old_orders"),
  },
};
