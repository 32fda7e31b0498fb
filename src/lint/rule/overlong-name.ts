import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "overlong-name",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "PostgreSQL cuts a name after 63 bytes, with a notice that nobody reads.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Two names that differ behind that are one; what looks for the whole name in the catalogue finds nothing.",
  instead: "Write a shorter name",
  judges: {
    overlongName: ({ name, bytes }) => `name ${name.slice(0, 20)}… has ${bytes} bytes, and the server keeps 63`,
  },
  examples: {
    bad: sql("CREATE INDEX CONCURRENTLY users_by_email_and_team_and_note_and_whatever_else_we_will_ever_look_for ON users (email)"),
    good: sql("CREATE INDEX CONCURRENTLY users_by_email ON users (email)"),
  },
};
