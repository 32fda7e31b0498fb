import type { StatementInstruction } from "../../../instruction/instruction.ts";
import { mentionsName } from "../../../model/identifier.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import { type ObjectRef, refKey, sameRef } from "../../../model/ref.ts";
import type { AroundViews, RemadeView } from "./remade-view.ts";
import type { Situation } from "./situation.ts";

type View = SchemaObjectOf<"view">;

/** What is about to change. */
export interface Changing {
  /** Columns that views may use, and views that others may read. */
  readonly refs: readonly ObjectRef[];
  /** A type that goes: a view may use it without any column of it. */
  readonly type?: ObjectRef;
}

/** The instruction, with every view that its change would meet (and whatever reads such a view) away meanwhile and made again as it was. */
export function aroundViews(changing: Changing, instruction: StatementInstruction, situation: Situation): StatementInstruction | AroundViews {
  const views = dependantsOf(changing, situation);
  return views.length === 0 ? instruction : { ...instruction, around: views.map((view) => asItWas(view, situation)) };
}

/** Views that read one of `views`, directly or through others. */
export const readersOf = (view: ObjectRef, situation: Situation): readonly RemadeView[] =>
  dependantsOf({ refs: [view] }, situation).map((reader) => asItWas(reader, situation));

const asItWas = (view: View, { model }: Situation): RemadeView => ({
  before: view,
  after: view,
  indexes: model.children(view.ref, "index") as readonly SchemaObjectOf<"index">[],
  hazards: [],
});

function dependantsOf({ refs, type }: Changing, { model }: Situation): readonly View[] {
  // What a view reads is known from the catalogue; of one that was only planned, its text must do.
  const all = [...model.objects()].filter(isView);
  const unread = all.filter(({ body }) => body.reads === null);
  const reachable = new Map<string, View>();
  const add = (view: View): void => {
    if (reachable.has(refKey(view.ref))) return;
    reachable.set(refKey(view.ref), view);
    for (const reader of readers(view.ref)) add(reader);
  };
  const readers = (ref: ObjectRef): readonly View[] => [
    ...model.dependants(ref).filter(isView),
    ...unread.filter(({ body }) => mentionsName(body.query.text, ref.name)),
  ];
  for (const ref of refs) {
    if (ref.parent === undefined) readers(ref).forEach(add);
    else for (const view of readers(ref.parent)) if (uses(view, ref)) add(view);
  }
  if (type !== undefined) for (const view of all) if (namesType(view, type)) add(view);
  return [...reachable.values()];
}

/** The catalogue tells each column that a view uses; text cannot say of which relation a name is. */
const uses = ({ body }: View, column: ObjectRef): boolean =>
  body.uses === undefined
    ? mentionsName(body.query.text, column.name) || body.query.text.includes("*")
    : body.uses.some((used) => sameRef(used, column));

const namesType = ({ body }: View, type: ObjectRef): boolean => body.query.text.includes("::") && body.query.text.includes(type.name);

const isView = (object: SchemaObject): object is View => object.kind === "view";
