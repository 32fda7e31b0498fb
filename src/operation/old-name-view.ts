import type { ObjectChange } from "../change/change.ts";
import { quoteWhereNeeded } from "../model/identifier.ts";
import { written } from "../model/expression.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import { describeRef } from "../model/ref.ts";
import { notYet } from "./not-yet.ts";
import type { OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";

/**
 * The view under which a renamed table is still found: made now, dropped by the contract half. `model`: after the rename.
 * @throws OperationError where the dialect needs a primary key for it to be written through, and there is none
 */
export function oldNameView(old: ObjectRef, table: ObjectRef, model: Model, context: OperationContext): readonly ObjectChange[] {
  const { oldNameView: dialect } = context.grammar;
  if (dialect === undefined) throw notYet(`\`keepOld\` on ${context.grammar.dialect}`, "Rename the table without it", context);
  if (dialect.needsKey && model.children(table, "primaryKey").length === 0)
    throw operationError(
      "old-name-needs-key",
      `${describeRef(table)} has no primary key, so nobody could write through a view of its old name`,
      "Add a primary key in a step before, or rename the table without `keepOld`",
      context,
    );
  const shown = model.children(table, "column").map(({ ref }) => ref);
  const columns = shown.map(({ name }) => quoteWhereNeeded(name));
  const from = [table.schema, table.name].flatMap((name) => (name === undefined ? [] : [quoteWhereNeeded(name)])).join(".");
  const view: SchemaObjectOf<"view"> = {
    kind: "view",
    ref: { kind: "view", schema: old.schema ?? context.defaultSchema, name: old.name },
    origin: { kind: "scaffoldOf", ref: table },
    body: {
      query: written(`SELECT ${columns.join(", ")} FROM ${from}`),
      columns: null,
      materialized: false,
      withData: true,
      options: dialect.options(context.serverVersion),
      check: null,
      reads: [table],
      uses: shown,
    },
  };
  return [
    { kind: "object", before: null, after: view },
    { kind: "object", before: view, after: null, phase: "contract" },
  ];
}
