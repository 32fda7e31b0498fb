import { type Static, Type } from "@sinclair/typebox";
import { checkShape } from "./check.shape.ts";
import { columnSettings } from "./column-setting.shape.ts";
import { columnShape } from "./column.shape.ts";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { excludeShape } from "./exclude.shape.ts";
import { choice, flag, map, name, names, options, reference, sqlText, texts } from "./field.shape.ts";
import { foreignKeyShape } from "./foreign-key.shape.ts";
import { grants } from "./grant.shape.ts";
import { indexShape } from "./index.shape.ts";
import { columnOrExpression, indexKeyFields } from "./index-key.shape.ts";
import { policyShape } from "./policy.shape.ts";
import { primaryKeyShape } from "./primary-key.shape.ts";
import { ruleShape } from "./rule.shape.ts";
import { triggerShape } from "./trigger.shape.ts";
import { uniqueShape } from "./unique.shape.ts";

const partitionKey = map(
  "One key by which rows are spread.",
  {
    column: indexKeyFields.column,
    expression: indexKeyFields.expression,
    opclass: indexKeyFields.opclass,
    collation: Type.Optional(name("Collation.")),
  },
  columnOrExpression,
);

/** What lies below a table and is an object of its own. */
export const tableChildren = {
  columns: Type.Optional(Type.Array(reference(columnShape), { description: "Columns in the order of creation." })),
  primaryKey: Type.Optional(reference(primaryKeyShape)),
  unique: Type.Optional(Type.Array(reference(uniqueShape), { description: "Unique constraints." })),
  checks: Type.Optional(Type.Array(reference(checkShape), { description: "Check constraints." })),
  foreignKeys: Type.Optional(Type.Array(reference(foreignKeyShape), { description: "Foreign keys." })),
  exclude: Type.Optional(Type.Array(reference(excludeShape), { description: "Exclusion constraints." })),
  indexes: Type.Optional(Type.Array(reference(indexShape), { description: "Indexes that no constraint carries." })),
  triggers: Type.Optional(Type.Array(reference(triggerShape), { description: "Triggers." })),
  rules: Type.Optional(Type.Array(reference(ruleShape), { description: "Rewrite rules." })),
  policies: Type.Optional(
    Type.Array(reference(policyShape), { description: "Row security policies; `[]` is none, absent is not compared." }),
  ),
};

const attributes = {
  rowSecurity: Type.Optional(
    choice("Whether policies apply, and to the owner too; absent is not compared.", "disabled", "enabled", "forced", "forcedWhenEnabled"),
  ),
  options: Type.Optional(options("Storage parameters; on SQLite strict and withoutRowid.")),
  virtual: Type.Optional(
    map("SQLite: a module keeps the rows, and its arguments say what columns there are.", {
      module: name("Module, such as fts5 or rtree."),
      arguments: Type.Optional(names("What stands between its parentheses, each as it is written.")),
    }),
  ),
  foreign: Type.Optional(
    map("Its rows lie with a server of foreign data.", {
      server: name("Foreign server."),
      options: Type.Optional(options("What the wrapper takes, such as schema_name and table_name.")),
    }),
  ),
  tablespace: Type.Optional(name("Tablespace; that of the database where absent.")),
  accessMethod: Type.Optional(name("Table access method; heap where absent.")),
  unlogged: Type.Optional(flag("Not in the write-ahead log.")),
  ofType: Type.Optional(
    sqlText(
      "Composite type whose attributes are its columns, in their order. The columns are written out all the same, with what they have beside.",
    ),
  ),
  inherits: Type.Optional(
    Type.Unsafe<(string | { table: string; schema: string })[]>({
      type: "array",
      items: {
        type: ["string", "object"],
        minLength: 1,
        properties: { table: { type: "string", minLength: 1 }, schema: { type: "string", minLength: 1 } },
        required: ["table", "schema"],
        additionalProperties: false,
      },
      description:
        "Tables that this one inherits from: its columns are those that it has beside theirs. One whose name holds a dot stands with its schema: `{ table, schema }`.",
    }),
  ),
  replicaIdentity: Type.Optional(
    Type.Unsafe<"default" | "full" | "nothing" | { index: string }>({
      type: ["string", "object"],
      pattern: "^(default|full|nothing)$",
      properties: { index: name("Unique index whose columns identify a row.") },
      required: ["index"],
      additionalProperties: false,
      description: "What replication knows a row by: default, full, nothing, or an index.",
    }),
  ),
  partitionBy: Type.Optional(
    map(
      "Rows lie in partitions.",
      {
        method: choice("How they are spread.", "range", "list", "hash"),
        columns: Type.Optional(names("Columns.")),
        keys: Type.Optional(Type.Array(partitionKey, { minItems: 1, description: "Keys where plain columns do not say it." })),
      },
      { exactlyOneOf: ["columns", "keys"] },
    ),
  ),
  partitionOf: Type.Optional(
    map("The table is a partition.", {
      table: name("Partitioned table."),
      ...schemaName,
      bounds: sqlText("`FROM (…) TO (…)`, `IN (…)`, `WITH (…)` or `DEFAULT`."),
    }),
  ),
  columnSettings: columnSettings("What columns have otherwise that come from a partitioned table or from tables that it inherits from."),
  columnOrder: Type.Optional(
    names(
      "Of a partition or a table that inherits: all its columns in their order, where that is not the one of its table, or inherited columns do not stand first. It is made so; never compared.",
    ),
  ),
  notNullNames: Type.Optional(
    texts(
      "Of a partition: by column what its NOT NULL is called, from PostgreSQL 18 on, where that is neither as in its table nor what PostgreSQL would choose. It is made so; never compared.",
    ),
  ),
  indexNames: Type.Optional(
    texts("Of a partition: what its parts of indexes and keys are called, by their names, where PostgreSQL would choose otherwise."),
  ),
};

export const tableShape = entry("table", "A table.", {
  ...entryName,
  ...schemaName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  ...tableChildren,
  ...grants,
  ...attributes,
});
export type TableEntry = Static<typeof tableShape>;
