import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, renamedFrom } from "./entry.shape.ts";
import { flag, map, name, names, someNames, options, sqlText, wholeNumber } from "./field.shape.ts";
import { columnOrExpression, indexKeyFields } from "./index-key.shape.ts";

const key = map(
  "One key of the index.",
  {
    ...indexKeyFields,
    collation: Type.Optional(name("Collation.")),
    options: Type.Optional(options("Parameters of the operator class.")),
    statistics: Type.Optional(wholeNumber("Target of the planner's statistics for the values of an expression.")),
  },
  columnOrExpression,
);

export const indexShape = entry(
  "index",
  "An index.",
  {
    name: Type.Optional(name("Name; absent is the one that PostgreSQL itself would choose.")),
    ...renamedFrom,
    ...comment,
    columns: Type.Optional(someNames("Columns in their order.")),
    keys: Type.Optional(Type.Array(key, { minItems: 1, description: "Keys where plain columns do not say it." })),
    unique: Type.Optional(flag("No two rows have the same keys.")),
    method: Type.Optional(name("Access method; btree where absent.")),
    include: Type.Optional(names("Columns carried along, not part of the key.")),
    where: Type.Optional(sqlText("Only rows where this holds: a partial index.")),
    nullsNotDistinct: Type.Optional(flag("Two NULLs count as equal.")),
    options: Type.Optional(options("Storage parameters.")),
    tablespace: Type.Optional(name("Tablespace.")),
    cluster: Type.Optional(flag("The table is clustered by it.")),
  },
  { exactlyOneOf: ["columns", "keys"] },
);
export type IndexEntry = Static<typeof indexShape>;
