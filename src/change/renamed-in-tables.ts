import { renameMentions } from "../model/mentions.ts";
import { known } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { type ObjectRef, sameRef } from "../model/ref.ts";
import type { Renaming } from "../model/renaming.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { tablesAbove } from "../model/tables-above.ts";

/**
 * The model in which tables follow the renaming of a column: its own in what it is partitioned by; partitions and tables that inherit,
 * at whatever depth, in what they say of it and in what they have upon it.
 */
export function renamedInTables(model: SchemaModel, renaming: Renaming): SchemaModel {
  const above = renaming.from.parent;
  const table = above?.kind === "table" ? tableAt(model, above) : undefined;
  if (table === undefined) return model;
  return model.dependants(table.ref).reduce(
    (rest, { ref }) => {
      const below = tableAt(rest, ref);
      if (below === undefined || !tablesAbove(below.body).some((each) => sameRef(each, table.ref))) return rest;
      const own = { from: { ...renaming.from, parent: ref }, to: { ...renaming.to, parent: ref } };
      return renamedInTables(
        rest.dependants(own.from).reduce((so, part) => following(so, part, own), following(rest, below, renaming)),
        own,
      );
    },
    following(model, table, renaming),
  );
}

const tableAt = (model: SchemaModel, ref: ObjectRef): SchemaObjectOf<"table"> | undefined =>
  ref.kind === "table" ? known(model.get({ ...ref, kind: "table" })) : undefined;

function following(model: SchemaModel, object: SchemaObject, renaming: Renaming): SchemaModel {
  const after = renameMentions(object, renaming);
  return after === object ? model : model.with(after);
}
