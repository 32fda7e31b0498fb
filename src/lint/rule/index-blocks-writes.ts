import type { SchemaObject } from "../../model/object.ts";
import { sql, steps } from "../example.ts";
import type { Rule } from "../rule.ts";

/** Of itself it holds no rows. */
const isPartitioned = (found: SchemaObject | undefined): boolean => found?.kind === "table" && found.body.partitionBy !== undefined;

export const rule: Rule = {
  code: "index-blocks-writes",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`CREATE INDEX` holds a SHARE lock while it reads the whole table: whoever writes to it waits until the index is built.",
  versions: "PostgreSQL 14 to 18. On a partitioned table there is no `CONCURRENTLY`; `createIndex` builds it partition by partition.",
  matters: "The lock lasts as long as the table is large; requests that write queue behind it, and soon the whole application does.",
  instead: "Use `createIndex`, which builds it concurrently and goes on after a failure; or write CREATE INDEX CONCURRENTLY",
  judges: {
    createIndex: ({ table, name, concurrently, only }, at) =>
      concurrently || at.isNew(table) || (only && isPartitioned(at.find(table)))
        ? null
        : `${name === null ? "an index" : `index ${name}`} is built under a lock: nobody can write to ${at.describe(table)} until all of it is read`,
  },
  examples: {
    bad: sql("CREATE INDEX users_email_idx ON users (email)"),
    good: steps("- createIndex: { table: users, name: users_email_idx, columns: [email] }"),
  },
};
