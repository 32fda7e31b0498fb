import { sql, steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "exclusion-added",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "An exclusion constraint builds its index under an ACCESS EXCLUSIVE lock; there is no way to build it concurrently.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Nobody can use the table until all of it is read, and one pair of rows that overlap undoes it.",
  instead: "Add it while the table is small, or to a new table that is filled in batches",
  judges: {
    addConstraint: ({ table, constraint }, at) =>
      constraint !== "exclude" || at.isNew(table)
        ? null
        : `an exclusion constraint is built under a lock: nobody can use ${at.describe(table)} meanwhile`,
  },
  examples: {
    bad: sql("ALTER TABLE users ADD CONSTRAINT users_one EXCLUDE USING btree (email WITH =)"),
    good: steps(`- createTable:
    name: rooms
    columns: [ { name: id, type: bigint, identity: always }, { name: taken, type: tstzrange } ]
    primaryKey: { columns: [id] }
    exclude: [ { name: rooms_taken, method: gist, elements: [ { column: taken, with: "&&" } ] } ]`),
  },
};
