import { sql } from "../example.ts";
import { firstOld } from "../fact/first-old.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "truncate-cascade",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`TRUNCATE … CASCADE` empties every table that refers to this one, and those that refer to them.",
  versions: "PostgreSQL 14 to 18.",
  matters: "How far it reaches is decided by foreign keys that somebody may have added meanwhile.",
  instead: "Name every table that is to be emptied",
  judges: {
    truncate: ({ tables, cascade }, at) =>
      cascade ? firstOld(tables, at, (table) => `${table} is emptied together with whatever refers to it`) : null,
  },
  examples: {
    bad: sql("TRUNCATE teams CASCADE"),
    good: sql("TRUNCATE users, teams"),
  },
};
