import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "reindex-blocks-writes",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`REINDEX` locks the table against writing, and the index against reading, while it is built anew.",
  versions: "PostgreSQL 14 to 18.",
  matters: "It reads the whole table, and whoever would use the index waits as long.",
  instead: "Write REINDEX … CONCURRENTLY in a step of its own",
  judges: {
    reindex: ({ target, concurrently }) =>
      concurrently ? null : `${target} is indexed anew under a lock: nobody can write to it, nor read by what is rebuilt, until it is done`,
  },
  examples: {
    bad: sql("REINDEX TABLE users"),
    good: sql("REINDEX TABLE CONCURRENTLY users"),
  },
};
