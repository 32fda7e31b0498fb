import { isPartOf, partitionsOf } from "../../change/partition-parts.ts";
import type { Model } from "../../model/model.ts";
import { declared, type SchemaObjectOf } from "../../model/object.ts";
import { childRef, type ObjectRef } from "../../model/ref.ts";
import type { ActOf } from "../../port/act.ts";
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
    addConstraint: (act, at) => {
      const { table, constraint, usingIndex } = act;
      if ((constraint !== "unique" && constraint !== "primaryKey") || usingIndex || at.isNew(table)) return null;
      if (isInPartitions(act, at.find(table)?.ref, at.before)) return null;
      return `the index of a ${constraint === "unique" ? "unique constraint" : "primary key"} is built under a lock: nobody can use ${at.describe(table)} meanwhile`;
    },
  },
  examples: {
    bad: sql("ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email)"),
    good: steps("- addConstraint: { table: users, unique: { name: users_email_key, columns: [email] } }"),
  },
};

/** Whether each partition has such a key already, as it would be its share: they become its parts, and nothing is built. */
function isInPartitions({ constraint: kind, columns, key }: ActOf<"addConstraint">, table: ObjectRef | undefined, model: Model): boolean {
  if (table === undefined || key === undefined || (kind !== "unique" && kind !== "primaryKey")) return false;
  const body = { columns, ...key };
  const whole = { kind, ref: childRef(kind, table, ""), body, origin: declared } as SchemaObjectOf<"unique"> | SchemaObjectOf<"primaryKey">;
  const partitions = partitionsOf(table, model).filter(({ body: { partitionBy } }) => partitionBy === undefined);
  return partitions.length > 0 && partitions.every(({ ref }) => model.children(ref, kind).some((own) => isPartOf(own, whole)));
}
