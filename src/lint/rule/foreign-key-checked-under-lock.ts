import { sql, steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "foreign-key-checked-under-lock",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`ADD FOREIGN KEY` reads the whole table while both tables are locked against writing (SHARE ROW EXCLUSIVE).",
  versions: "PostgreSQL 14 to 18. A partitioned table takes no `NOT VALID` up to 17; `addConstraint` goes partition by partition there.",
  matters: "Two tables stand still for as long as one of them is large.",
  instead: "Use `addConstraint`, which adds it NOT VALID and validates it in a transaction of its own",
  judges: {
    addConstraint: ({ table, constraint, validated, references }, at) =>
      constraint !== "foreignKey" || !validated || at.isNew(table)
        ? null
        : `a foreign key is checked under a lock: nobody can write to ${at.describe(table)}${references === null ? "" : ` or ${at.describe(references)}`} until all rows are looked up`,
  },
  examples: {
    bad: sql("ALTER TABLE users ADD CONSTRAINT users_boss_fk FOREIGN KEY (boss_id) REFERENCES users (id)"),
    good: steps(`- addConstraint: { table: users, foreignKey: { name: users_boss_fk, columns: [boss_id], references: { table: users, columns: [id] } } }
- createIndex: { table: users, name: users_boss_idx, columns: [boss_id] }`),
  },
};
