import type { Statement } from "../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import { refKey, type ObjectRef } from "../../../model/ref.ts";
import { createIndex } from "../object/index.ts";
import { createView, dropView } from "../object/view.ts";
import { newComment } from "./comment.ts";
import type { Situation } from "./situation.ts";
import { statement } from "./statements.ts";
import { keepAccess, restoreAccess } from "./view-access.ts";

type View = SchemaObjectOf<"view">;

/** The statements, with every view that reads one of the relations (or reads such a view) dropped before and made again after, as it was. */
export function aroundViews(relations: readonly ObjectRef[], statements: readonly Statement[], situation: Situation): readonly Statement[] {
  const views = readersOf(relations, situation);
  return [...views.map((view, place) => keepAccess(view, String(place))), ...views.toReversed().map((view) => statement(dropView(view))), ...statements, ...views.flatMap((view) => again(view, situation)), ...views.map((view, place) => restoreAccess(view, String(place)))];
}

/** A view with its comment and, where it is materialized, its indexes. */
const again = (view: View, { model }: Situation): readonly Statement[] => [
  statement(createView(view)),
  ...newComment(view),
  ...(model.children(view.ref, "index") as readonly SchemaObjectOf<"index">[]).flatMap((index) => [statement(createIndex(index, "plain")), ...newComment(index)]),
];

/** Every view that would stop a change of the relations, such that each comes after those it reads. */
function readersOf(relations: readonly ObjectRef[], { model }: Situation): readonly View[] {
  const reachable = new Map<string, View>();
  const reach = (ref: ObjectRef): void => {
    for (const view of model.dependants(ref).filter(isView)) {
      if (reachable.has(refKey(view.ref))) continue;
      reachable.set(refKey(view.ref), view);
      reach(view.ref);
    }
  };
  relations.forEach(reach);
  const ordered = new Map<string, View>();
  const place = (view: View): void => {
    for (const read of view.body.reads ?? []) {
      const other = reachable.get(refKey(read));
      if (other !== undefined && !ordered.has(refKey(read))) place(other);
    }
    ordered.set(refKey(view.ref), view);
  };
  for (const view of reachable.values()) place(view);
  return [...ordered.values()];
}

const isView = (object: SchemaObject): object is View => object.kind === "view";
