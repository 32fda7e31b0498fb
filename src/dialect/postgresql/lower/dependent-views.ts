import type { Statement } from "../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import { mentionsName } from "../../../model/identifier.ts";
import { refKey, type ObjectRef } from "../../../model/ref.ts";
import { createIndex } from "../object/index.ts";
import { dropView } from "../object/view.ts";
import { newComment } from "./comment.ts";
import type { Situation } from "./situation.ts";
import { statement } from "./statements.ts";
import { createAgain, keepAccess, restoreAccess } from "./view-access.ts";

type View = SchemaObjectOf<"view">;

/** The statements, with every view that reads one of the relations (or reads such a view) dropped before and made again after, as it was. */
export function aroundViews(relations: readonly ObjectRef[], statements: readonly Statement[], situation: Situation): readonly Statement[] {
  const views = readersOf(relations, situation);
  return [
    ...views.map((view, place) => keepAccess(view, String(place))),
    ...views.toReversed().map((view) => statement(dropView(view))),
    ...statements,
    ...views.flatMap((view, place) => again(view, String(place), situation)),
    ...views.map((view, place) => restoreAccess(view, String(place))),
  ];
}

/** A view with its comment and, where it is materialized, its indexes. */
const again = (view: View, place: string, { model }: Situation): readonly Statement[] => [
  createAgain(view, place),
  ...newComment(view),
  ...(model.children(view.ref, "index") as readonly SchemaObjectOf<"index">[]).flatMap((index) => [
    statement(createIndex(index, "plain")),
    ...newComment(index),
  ]),
];

/** Every view that would stop a change of the relations, such that each comes after those it reads. */
function readersOf(relations: readonly ObjectRef[], { model }: Situation): readonly View[] {
  // What a view reads is known from the catalogue; of one that was only planned, its text must do.
  const unread = [...model.objects()].filter(isView).filter(({ body }) => body.reads === null);
  const reachable = new Map<string, View>();
  const reach = (ref: ObjectRef): void => {
    for (const view of [...model.dependants(ref).filter(isView), ...unread.filter(({ body }) => mentionsName(body.query.text, ref.name))]) {
      if (reachable.has(refKey(view.ref))) continue;
      reachable.set(refKey(view.ref), view);
      reach(view.ref);
    }
  };
  relations.forEach(reach);
  const seen = new Set<View>();
  const ordered: View[] = [];
  const place = (view: View): void => {
    if (seen.has(view)) return;
    seen.add(view);
    for (const other of reachable.values()) if (reads(view, other.ref)) place(other);
    ordered.push(view);
  };
  for (const view of reachable.values()) place(view);
  return ordered;
}

const reads = ({ body }: View, ref: ObjectRef): boolean =>
  body.reads === null ? mentionsName(body.query.text, ref.name) : body.reads.some((read) => refKey(read) === refKey(ref));

const isView = (object: SchemaObject): object is View => object.kind === "view";
