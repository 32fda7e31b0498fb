import { known, type Model } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import { type ObjectRef, sameRef } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";
import { tablesAbove } from "../model/tables-above.ts";

type Table = SchemaObjectOf<"table">;

/** What tables below have otherwise of a column that goes, as changes: it goes before the column, and comes back behind it. */
export function settingsGone(column: ObjectRef, model: Model): readonly ObjectChange[] {
  const table = column.parent;
  if (table === undefined) return [];
  return heirsOf(table, model).flatMap((before): readonly ObjectChange[] => {
    const { columnSettings = [], ...body } = before.body;
    const left = columnSettings.filter((setting) => setting.column !== column.name);
    if (left.length === columnSettings.length || hasElsewhere(before, column, model)) return [];
    return [{ kind: "object", before, after: { ...before, body: { ...body, ...(left.length > 0 && { columnSettings: left }) } } }];
  });
}

/** Partitions of the table and tables that inherit from it, at any depth, each once. */
function heirsOf(table: ObjectRef, model: Model, found: Table[] = []): readonly Table[] {
  for (const other of model.dependants(table)) {
    if (other.kind !== "table" || !tablesAbove(other.body).some((above) => sameRef(above, table))) continue;
    if (found.some(({ ref }) => sameRef(ref, other.ref))) continue;
    found.push(other);
    heirsOf(other.ref, model, found);
  }
  return found;
}

/** Whether it has a column of the name from another table all the same. */
const hasElsewhere = (table: Table, column: ObjectRef, model: Model): boolean =>
  tablesAbove(table.body).some((ref) => {
    const own = { kind: "column", parent: ref, name: column.name } as const;
    const above = known(model.get({ ...ref, kind: "table" }));
    return (!sameRef(own, column) && known(model.get(own)) !== undefined) || (above !== undefined && hasElsewhere(above, column, model));
  });
