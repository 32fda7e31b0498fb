import { showNamed } from "../../port/act.ts";
import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "column-assigned-twice",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "A statement names the same column twice among those that it writes; PostgreSQL refuses it.",
  versions: "PostgreSQL 14 to 18.",
  matters: "It fails when it runs, with all that stands before it in its transaction.",
  instead: "Keep one of the two",
  judges: {
    assignTwice: ({ table, column }) => `column ${column} of ${showNamed(table)} is written twice`,
  },
  examples: {
    bad: sql("UPDATE users SET note = 'a', note = 'b' WHERE id = 1"),
    good: sql("UPDATE users SET note = 'a', email = 'b' WHERE id = 1"),
  },
};
