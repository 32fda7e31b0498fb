import { partitionsOf } from "../../change/partition-parts.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObject } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import { sql, steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "key-built-under-lock",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`ADD PRIMARY KEY` and `ADD UNIQUE` build an index under an ACCESS EXCLUSIVE lock.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Nobody can use the table until it is read whole and the index is built.",
  instead: "Use `addConstraint`, which builds the index concurrently and makes the constraint of it; or ADD CONSTRAINT … USING INDEX",
  judges: {
    addConstraint: ({ table, constraint, usingIndex, columns }, at) =>
      (constraint !== "unique" && constraint !== "primaryKey") ||
      usingIndex ||
      at.isNew(table) ||
      isInPartitions(constraint, columns, at.find(table)?.ref, at.before)
        ? null
        : `the index of a ${constraint === "unique" ? "unique constraint" : "primary key"} is built under a lock: nobody can use ${at.describe(table)} meanwhile`,
  },
  examples: {
    bad: sql("ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email)"),
    good: steps("- addConstraint: { table: users, unique: { name: users_email_key, columns: [email] } }"),
  },
};

/** Whether each partition has such a key already: they become its parts, and nothing is built. */
function isInPartitions(kind: "unique" | "primaryKey", columns: readonly string[], table: ObjectRef | undefined, model: Model): boolean {
  const partitions = table === undefined ? [] : partitionsOf(table, model).filter(({ body }) => body.partitionBy === undefined);
  const isSuch = (key: SchemaObject): boolean =>
    (key.kind === "unique" || key.kind === "primaryKey") && canonicalJson(key.body.columns) === canonicalJson(columns);
  return partitions.length > 0 && partitions.every(({ ref }) => model.children(ref, kind).some(isSuch));
}
