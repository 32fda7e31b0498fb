import { type Static, Type } from "@sinclair/typebox";
import { timing } from "./constraint-timing.shape.ts";
import { comment, entry, renamedFrom } from "./entry.shape.ts";
import { map, name, sqlText } from "./field.shape.ts";
import { columnOrExpression, indexKeyFields } from "./index-key.shape.ts";

const element = map(
  "One element with its operator.",
  { ...indexKeyFields, collation: Type.Optional(name("Collation.")), with: name("Operator, such as `&&`.") },
  columnOrExpression,
);

export const excludeShape = entry("exclude", "An exclusion constraint.", {
  name: Type.Optional(name("Name; absent is the one that PostgreSQL itself would choose.")),
  ...renamedFrom,
  ...comment,
  method: Type.Optional(name("Index method; gist where absent.")),
  elements: Type.Array(element, { minItems: 1, description: "No two rows may match in all of these." }),
  where: Type.Optional(sqlText("Only rows where this holds.")),
  ...timing,
});
export type ExcludeEntry = Static<typeof excludeShape>;
