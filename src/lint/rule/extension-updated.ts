import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "extension-updated",
  severity: "note",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "The extension runs scripts of its own: types and functions change, and indexes may have to be built anew.",
  versions: "PostgreSQL 14 to 18.",
  matters: "What it locks and for how long, only its scripts say, and there is no way back.",
  instead: "Read its notes, try it on a copy, and let it run in a window of `spec.schedule`",
  judges: {
    updateExtension: ({ name }) => `what the update of extension ${name} does cannot be foreseen`,
  },
  examples: {
    bad: sql("ALTER EXTENSION citext UPDATE"),
    good: sql("COMMENT ON EXTENSION citext IS 'text without case'"),
  },
};
