import type { DeclaredRows } from "../change/declared-rows.ts";
import { formatPosition, type Position } from "../core/position.ts";
import type { EntryContext } from "../model/entry/entry-context.ts";
import { kept } from "../model/entry/kept.ts";
import { describeRef, type RefKey, refKey } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { positionOf } from "./position-of.ts";
import { readRows } from "./read-rows.ts";
import type { SchemaResource } from "./resource.ts";

/** The rows that the documents declare, each table's once, behind those that their foreign keys refer to; in a circle as given. */
export const rowsOf = (
  resources: readonly SchemaResource[],
  model: SchemaModel,
  contextOf: (resource: SchemaResource) => EntryContext,
): readonly DeclaredRows[] => inOrder(read(resources, model, contextOf), model);

function read(
  resources: readonly SchemaResource[],
  model: SchemaModel,
  contextOf: (resource: SchemaResource) => EntryContext,
): readonly DeclaredRows[] {
  const places = new Map<RefKey, () => Position>();
  return resources.flatMap((resource) => {
    const context = contextOf(resource);
    return kept(resource.spec.rows, context, ["spec", "rows"]).flatMap(({ entry, path }) => {
      const rows = readRows(entry, model, context, path);
      if (rows === undefined) return [];
      const first = places.get(refKey(rows.table));
      const place = () => positionOf(resource, path);
      if (first === undefined) places.set(refKey(rows.table), place);
      else
        context.report({
          code: "declared-twice",
          message: `rows of ${describeRef(rows.table)} are declared twice, first at ${formatPosition(first())}`,
          remedy: "Put them into one entry",
          path,
        });
      return first === undefined ? [{ ...rows, place }] : [];
    });
  });
}

function inOrder(all: readonly DeclaredRows[], model: SchemaModel): readonly DeclaredRows[] {
  const byTable = new Map<RefKey, DeclaredRows>(all.map((rows) => [refKey(rows.table), rows]));
  const ordered = new Set<DeclaredRows>();
  const visited = new Set<DeclaredRows>();
  const visit = (rows: DeclaredRows): void => {
    if (visited.has(rows)) return;
    visited.add(rows);
    for (const key of model.children(rows.table, "foreignKey")) {
      const referred = key.kind === "foreignKey" ? byTable.get(refKey(key.body.references.table)) : undefined;
      if (referred !== undefined) visit(referred);
    }
    ordered.add(rows);
  };
  all.forEach(visit);
  return [...ordered];
}
