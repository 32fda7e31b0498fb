import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "unqualified-name",
  severity: "off",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "A table without its schema is found, or made, where the search path leads.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Keelson sets the search path of each step; whoever runs the same file by hand has another.",
  instead: "Write the schema before the name",
  judges: {
    createTable: ({ table }) => (table.schema === undefined ? `table ${table.name} is created without a schema` : null),
    createIndex: ({ table }) => (table.schema === undefined ? `table ${table.name} is named without a schema` : null),
    changeRows: ({ table }) => (table.schema === undefined ? `table ${table.name} is named without a schema` : null),
  },
  examples: {
    bad: sql("CREATE TABLE logs (id bigint PRIMARY KEY)"),
    good: sql("CREATE TABLE public.logs (id bigint PRIMARY KEY)"),
  },
};
