import { steps } from "../example.ts";
import { redundantBeside } from "../fact/is-indexed.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "redundant-index",
  severity: "note",
  dialects: "all",
  happens: "Another index of the table begins with the same columns, so that this one answers nothing that the other does not.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "It takes space, and every write pays for it.",
  instead: "Leave the shorter one out",
  judges: {
    define: ({ object }, at) => (object.kind === "index" ? redundantBeside(object, at) : null),
  },
  examples: {
    bad: steps(`- createIndex: { table: users, name: users_team_email_idx, columns: [email, team_id] }
- createIndex: { table: users, name: users_mail_idx, columns: [email] }`),
    good: steps("- createIndex: { table: users, name: users_mail_idx, columns: [email] }"),
  },
};
