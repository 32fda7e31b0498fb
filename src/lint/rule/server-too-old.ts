import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "server-too-old",
  severity: "error",
  dialects: "all",
  sources: ["sql"],
  happens: "The server refuses a form that came with a later version.",
  versions:
    "Judged where the server's version is known: from the database, or by `--server-version`. For SQLite that may be the oldest library that opens the file.",
  matters: "It fails when it runs, with all that stands before it in its transaction.",
  instead: "Use the operation, which writes what the server takes; or say `when: { serverVersion: … }` beside the step",
  judges: {
    useForm: ({ form, since, shown }, at) =>
      at.serverVersion !== null && at.serverVersion < since ? `${form} is known since version ${shown}` : null,
  },
  examples: {
    bad: sql("MERGE INTO users USING teams ON users.team_id = teams.id WHEN MATCHED THEN DELETE"),
    good: sql("DELETE FROM users USING teams WHERE users.team_id = teams.id"),
  },
};
