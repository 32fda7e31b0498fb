import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "trigger-on-existing-table",
  severity: "note",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`CREATE TRIGGER` takes a SHARE ROW EXCLUSIVE lock on the table; from then on every row that is written pays for it.",
  versions: "PostgreSQL 14 to 18.",
  matters: "On a table that is written to all the time the statement waits, and whoever writes waits behind it.",
  instead: "Create it when little is written, in a step of its own, and look at what it costs per row",
  judges: {
    createTrigger: ({ table, name }, at) =>
      at.isNew(table)
        ? null
        : `trigger ${name} locks ${at.describe(table)} against writing while it is created, and runs for each write afterwards`,
  },
  examples: {
    bad: sql("CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()"),
    good: sql(`CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE TRIGGER notes_touch BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch()`),
  },
};
