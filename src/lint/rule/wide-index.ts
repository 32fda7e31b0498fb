import { steps } from "../example.ts";
import { parentOf } from "../fact/parent-of.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "wide-index",
  severity: "note",
  dialects: "all",
  happens: "An index over more than three columns that is not unique is large, and is written with nearly every row.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "What stands behind the first columns seldom makes a search faster, and always a write slower.",
  instead: "Index the columns that searches begin with; put the others under `include`",
  judges: {
    define: ({ object }) =>
      object.kind === "index" && !object.body.unique && object.body.keys.length > 3
        ? `index ${object.ref.name} of ${parentOf(object.ref)} has ${object.body.keys.length} keys`
        : null,
  },
  examples: {
    bad: steps("- createIndex: { table: users, name: users_all_idx, columns: [email, team_id, note, id] }"),
    good: steps("- createIndex: { table: users, name: users_all_idx, columns: [email, team_id] }"),
  },
};
