import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "triggers-disabled",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`DISABLE TRIGGER` holds for everybody until somebody enables it again; with ALL, foreign keys are not checked either.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Rows that are written meanwhile, by anybody, break what the triggers keep.",
  instead: "Do the rows with the triggers on; or lock the table for as long as they are off",
  judges: {
    alterTable: ({ table, form }, at) =>
      form === "disableTrigger" && !at.isNew(table) ? `triggers of ${at.describe(table)} no longer run, for anybody` : null,
  },
  examples: {
    bad: sql("ALTER TABLE users DISABLE TRIGGER ALL"),
    good: sql("ALTER TABLE users ENABLE TRIGGER ALL"),
  },
};
