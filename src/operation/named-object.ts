import { routineRef } from "../model/entry/read/read-routine.ts";
import { ddlRef } from "../model/entry/ddl-ref.ts";
import { resolveRef } from "../model/entry/resolve-name.ts";
import type { ObjectName } from "../model/kind/object-name.shape.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { isDdlKind, withSchema } from "../model/ref.ts";
import { findConstraint, findOrName, notFound } from "./find-object.ts";
import { reading } from "./model-context.ts";
import { notYet } from "./not-yet.ts";
import type { OperationContext } from "./operation.ts";
import { operationError } from "./operation-error.ts";
import { tableOf } from "./table-of.ts";

/** The object that a kind and a name stand for. */
export function namedObject(named: ObjectName, model: Model, context: OperationContext): SchemaObject {
  const { kind, name, schema, table } = named;
  if (isDdlKind(kind))
    return findOrName(
      reading(model, context, (entries) => ddlRef(kind, named, entries, ["on"])),
      model,
      context,
    );
  switch (kind) {
    case "schema":
    case "extension":
      return findOrName({ kind, name }, model, context);
    case "enum":
    case "domain":
    case "compositeType":
    case "rangeType":
    case "sequence":
    case "table":
    case "view":
      return findOrName(
        reading(model, context, (entries) => resolveRef(kind, name, schema, entries, ["on", "name"])),
        model,
        context,
      );
    case "column":
    case "policy":
      return findOrName(
        { kind, parent: tableOf({ table: requireTable(table, kind, context), schema }, model, context), name },
        model,
        context,
      );
    case "constraint": {
      const parent = tableOf({ table: requireTable(table, kind, context), schema }, model, context);
      const found = findConstraint(parent, name, model);
      if (found === "absent") throw notFound({ kind: "check", parent, name }, model, context);
      return found === "unknown" ? findOrName({ kind: "check", parent, name }, model, context) : found;
    }
    case "index": {
      if (table !== undefined) return findOrName({ kind, parent: tableOf({ table, schema }, model, context), name }, model, context);
      const home = schema ?? context.defaultSchema;
      return model.indexNamed(home, name) ?? findOrName({ ...withSchema(kind, home, name), kind }, model, context);
    }
    case "function":
    case "procedure":
    case "aggregate":
      return findOrName(
        reading(model, context, (entries) => routineRef(kind, name, schema, entries, ["on", "name"])),
        model,
        context,
      );
    case "trigger":
    case "rule":
      return findOrName(
        { kind, parent: tableOf({ table: requireTable(table, kind, context), schema }, model, context), name },
        model,
        context,
      );
    case "eventTrigger":
    case "foreignDataWrapper":
    case "foreignServer":
    case "publication":
    case "subscription":
      return findOrName({ kind, name }, model, context);
    case "database":
      throw notYet(`this step on a ${kind}`, "Use an `sql` step with its own `downgrade`", context);
  }
}

function requireTable(table: string | undefined, kind: string, context: OperationContext): string {
  if (table === undefined)
    throw operationError("table-missing", `a ${kind} is named together with its table`, "Add `table` below `on`", context);
  return table;
}
