import type { ColumnSettings } from "../model/column-setting.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { known, type Model } from "../model/model.ts";
import { isIndexLike } from "../model/model-state.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import type { PartitionOf } from "../model/partitioning.ts";
import type { ObjectChange } from "./change.ts";
import { handedDown, impliedName, isPartOf, ownPart } from "./partition-parts.ts";

type Table = SchemaObjectOf<"table">;

/**
 * What makes a table a partition: first what it lacks of the whole, so that nothing is left to be built while it is attached, then the attaching.
 * `columnSettings`: what its columns are to have otherwise than those of the whole.
 */
export function attach(table: Table, partitionOf: PartitionOf, model: Model, columnSettings: ColumnSettings = []): readonly ObjectChange[] {
  const wantedTable: Table = { ...table, body: { ...table.body, columnSettings } };
  const given = handedDown(partitionOf.table, model);
  const own = [...model.children(table.ref)];
  const names: Record<string, { readonly name: string }> = { ...table.body.indexNames };
  const lacking: ObjectChange[] = [];
  for (const part of given) {
    const wanted = ownPart(part, wantedTable);
    const at = own.findIndex((each) => isPartOf(each, part));
    const found = own[at];
    if (found === undefined) {
      if (part.kind !== "column") lacking.push({ kind: "object", before: null, after: wanted });
      continue;
    }
    own.splice(at, 1);
    if (isIndexLike(part) && found.ref.name !== impliedName(part, table.ref)) names[part.ref.name] = { name: found.ref.name };
    if (part.kind === "column" && compareObjects(wanted, found).differing.some((field) => field !== "comment"))
      lacking.push({ kind: "object", before: found, after: { ...found, body: (wanted as SchemaObjectOf<"column">).body } as SchemaObject });
  }
  const after: Table = {
    ...table,
    body: {
      ...table.body,
      partitionOf,
      ...(Object.keys(names).length > 0 && { indexNames: names }),
      ...(columnSettings.length > 0 && { columnSettings }),
    },
  };
  return [
    ...lacking.filter(({ before }) => before !== null),
    ...lacking.filter(({ before }) => before === null),
    { kind: "object", before: table, after },
  ];
}

/** What makes a partition a table of its own. */
export function detach(table: Table): ObjectChange {
  const { partitionOf: _whole, indexNames: _names, columnSettings: _settings, ...body } = table.body;
  return { kind: "object", before: table, after: { ...table, body } };
}

/** Whether the table has a column for each of the whole, and no other: only then it can become a partition. */
export function hasSameColumns(table: Table, partitionOf: PartitionOf, model: Model): boolean {
  const names = (objects: readonly SchemaObject[]) => objects.flatMap(({ kind, ref }) => (kind === "column" ? [ref.name] : [])).sort();
  const [own, given] = [names(model.children(table.ref)), names(handedDown(partitionOf.table, model))];
  return (
    known(model.get({ ...partitionOf.table, kind: "table" })) !== undefined &&
    own.length === given.length &&
    own.every((name, at) => name === given[at])
  );
}
