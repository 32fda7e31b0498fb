import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "unknown-effects",
  severity: "note",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "What a DO block or a procedure does is known only when it runs: no lock, no loss and no table of it is in the plan.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Nobody can read beforehand what is approved, and nothing undoes it.",
  instead: "Say it as operations; where it must be a block, say its way down beside it",
  judges: {
    runUnknown: ({ what }) => `what ${what} does cannot be foreseen`,
  },
  examples: {
    bad: sql("DO $$ BEGIN PERFORM 1; END $$"),
    good: sql("UPDATE users SET note = '' WHERE id = 1"),
  },
};
