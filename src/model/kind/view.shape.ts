import { type Static, Type } from "@sinclair/typebox";
import { columnSettings } from "./column-setting.shape.ts";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { choice, flag, name, names, options, reference, sqlText, texts } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";
import { indexShape } from "./index.shape.ts";
import { ruleShape } from "./rule.shape.ts";
import { triggerShape } from "./trigger.shape.ts";

export const viewShape = entry("view", "A view, or a materialized one.", {
  ...entryName,
  ...schemaName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  query: sqlText("The SELECT."),
  columns: Type.Optional(names("Names of the columns, where not the query's.")),
  options: Type.Optional(options("Such as security_invoker.")),
  check: Type.Optional(choice("WITH CHECK OPTION.", "local", "cascaded")),
  materialized: Type.Optional(flag("Keeps its rows.")),
  withData: Type.Optional(flag("A materialized view is filled when created; true where absent.")),
  tablespace: Type.Optional(name("Tablespace of a materialized view.")),
  accessMethod: Type.Optional(name("Table access method of a materialized view; heap where absent.")),
  columnSettings: columnSettings("What columns have that the query does not say: defaults of a view, tuning of a materialized one."),
  columnComments: Type.Optional(texts("Comments by column; `{}` is none, absent is not compared.")),
  indexes: Type.Optional(Type.Array(reference(indexShape), { description: "Indexes of a materialized view." })),
  triggers: Type.Optional(Type.Array(reference(triggerShape), { description: "INSTEAD OF triggers." })),
  rules: Type.Optional(Type.Array(reference(ruleShape), { description: "Rewrite rules beside the view's own." })),
  ...grants,
});
export type ViewEntry = Static<typeof viewShape>;
