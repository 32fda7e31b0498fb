import { steps } from "../example.ts";
import { isIndexed } from "../fact/is-indexed.ts";
import { parentOf } from "../fact/parent-of.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "unindexed-foreign-key",
  severity: "warning",
  dialects: "all",
  happens: "Each row that is deleted from the other table, and each key that changes there, reads all of this table.",
  versions: "PostgreSQL 14 to 18, SQLite: neither indexes the columns of a foreign key by itself.",
  matters: "A delete of one row takes as long as this table is large, and holds its locks meanwhile.",
  instead: "Create an index that begins with the columns of the foreign key",
  judges: {
    define: ({ object }, at) =>
      object.kind !== "foreignKey" || isIndexed(object, at)
        ? null
        : `foreign key ${object.ref.name} of ${parentOf(object.ref)} has no index on (${object.body.columns.join(", ")})`,
  },
  examples: {
    bad: steps(`- createTable:
    name: orders
    columns: [ { name: id, type: bigint }, { name: user_id, type: bigint } ]
    primaryKey: { columns: [id] }
    foreignKeys: [ { name: orders_user_fk, columns: [user_id], references: { table: users, columns: [id] } } ]`),
    good: steps(`- createTable:
    name: orders
    columns: [ { name: id, type: bigint }, { name: user_id, type: bigint } ]
    primaryKey: { columns: [id] }
    foreignKeys: [ { name: orders_user_fk, columns: [user_id], references: { table: users, columns: [id] } } ]
    indexes: [ { name: orders_user_idx, columns: [user_id] } ]`),
  },
};
