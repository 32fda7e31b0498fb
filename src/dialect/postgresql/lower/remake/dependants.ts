import type { StatementInstruction } from "../../../../instruction/instruction.ts";
import { describeKind } from "../../../../model/kind/kinds.ts";
import { mentionsName } from "../../../../model/identifier.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { expressionsOf } from "../../../../model/object-expressions.ts";
import { describeRef, isDdlKind, isRoutineKind, type ObjectRef, refKey, sameRef } from "../../../../model/ref.ts";
import { refuse } from "../statement/refuse.ts";
import type { AroundOthers, Remade } from "./remade.ts";
import { keptDefaults } from "../table/kept-in-heirs.ts";
import { isRemakeable, type Remakeable } from "./remakes.ts";
import type { Situation } from "../statement/situation.ts";

type View = SchemaObjectOf<"view">;

/** What is about to change. */
export interface Changing {
  /** Columns that others may use, and what others may read or call. */
  readonly refs: readonly ObjectRef[];
  /** A type that goes, which the columns are of: a view may use it without any column of it, and what compares a column with a value of it finds no operator meanwhile. */
  readonly type?: ObjectRef;
}

/** The instruction, with all that its change would meet (and whatever uses that) away meanwhile and made again as it was. */
export function aroundOthers(
  changing: Changing,
  instruction: StatementInstruction,
  situation: Situation,
): StatementInstruction | AroundOthers {
  const others = dependantsOf(changing, situation);
  return others.length === 0 ? instruction : { ...instruction, around: others.map((other) => asItWas(other, situation)) };
}

/** What uses an object, directly or through others. */
export const usersOf = (ref: ObjectRef, situation: Situation): readonly Remade[] =>
  dependantsOf({ refs: [ref] }, situation).map((user) => asItWas(user, situation));

const asItWas = (object: Remakeable, situation: Situation): Remade => ({
  before: object,
  after: object,
  parts: partsOf(object, situation),
  hazards: [],
  ...(object.kind === "column" && { kept: keptDefaults(object, situation) }),
});

/** What goes with a view, and must be made again. */
export const partsOf = ({ kind, ref }: SchemaObject, { model }: Situation): readonly Remakeable[] =>
  kind === "view" ? model.children(ref).filter(isRemakeable) : [];

function dependantsOf({ refs, type }: Changing, { model }: Situation): readonly Remakeable[] {
  // What a view reads is known from the catalogue; of one that was only planned, its text must do.
  const views = [...model.objects()].filter((object) => object.kind === "view");
  const unread = views.filter(({ body }) => body.reads === null);
  const reachable = new Map<string, Remakeable>();
  const add = (object: Remakeable): void => {
    if (reachable.has(refKey(object.ref))) return;
    // What lies on a view that is away goes with it.
    if (object.ref.parent?.kind !== "view") reachable.set(refKey(object.ref), object);
    else add(model.get(object.ref.parent as View["ref"]) as View);
    for (const user of users(object.ref)) add(user);
  };
  const users = (ref: ObjectRef): readonly Remakeable[] => [
    ...model.dependants(ref).flatMap((user) => remakeable(user, ref)),
    ...unread.filter(({ body }) => mentionsName(body.query.text, ref.name)),
  ];
  for (const ref of refs) {
    if (ref.parent === undefined) users(ref).forEach(add);
    else
      for (const user of [...users(ref.parent), ...model.children(ref.parent).flatMap((part) => remakeable(part, ref))])
        if (uses(user, ref)) add(user);
  }
  if (type !== undefined) {
    for (const view of views) if (namesType(view, type)) add(view);
    for (const user of model.dependants(type)) if (isRoutineKind(user.kind)) remakeable(user, type).forEach(add);
    const compared = [...model.dependants(type), ...refs.flatMap((ref) => readersOf(ref, model))];
    for (const user of compared) if (isRemakeable(user) && comparing.has(user.kind)) add(user);
  }
  return [...reachable.values()];
}

/** What is kept as an expression, and reads the rows when it comes back. */
const comparing: ReadonlySet<SchemaObject["kind"]> = new Set(["check", "index"]);

/** What lies on a column's table and reads the column in an expression. */
const readersOf = ({ parent, name }: ObjectRef, model: Situation["model"]): readonly SchemaObject[] =>
  parent === undefined ? [] : model.children(parent).filter((part) => expressionsOf(part).some(({ text }) => mentionsName(text, name)));

/** Of what uses a routine, or what is given as its statement, everything must go; of what uses anything else only what is made of SQL as a whole. */
function remakeable(user: SchemaObject, used: ObjectRef): readonly Remakeable[] {
  if (!isRoutineKind(used.kind) && !isDdlKind(used.kind))
    return isRemakeable(user) && user.kind !== "column" && user.kind !== "check" && user.kind !== "index" ? [user] : [];
  if (isRemakeable(user) && !isMadeOf(user, used)) return [user];
  return refuse(
    "still-used",
    `${describeRef(used)} must be made anew, and ${describeKind(user.kind).title} ${describeRef(user.ref)} uses it`,
    "Give the new one another name (or other arguments), let that use it, and drop the old one in a later revision",
  );
}

/** A column keeps its values in the order, or as what, its fields say. */
const isMadeOf = (user: Remakeable, used: ObjectRef): boolean =>
  user.kind === "column" &&
  describeKind("column")
    .mentions(user)
    .some(({ ref }) => sameRef(ref, used));

/** The catalogue tells each column that an object uses; text cannot say of which relation a name is. */
function uses(user: Remakeable, column: ObjectRef): boolean {
  if (user.kind !== "view" && user.uses?.some(({ kind }) => kind === "column") === true)
    return user.uses.some((used) => sameRef(used, column));
  if (user.kind !== "view")
    return [...expressionsOf(user).map(({ text }) => text), eventOf(user)].some((text) => mentionsName(text, column.name));
  return user.body.uses === undefined
    ? mentionsName(user.body.query.text, column.name) || user.body.query.text.includes("*")
    : user.body.uses.some((used) => sameRef(used, column));
}

const eventOf = (user: Remakeable): string => (user.kind === "trigger" ? user.body.event : "");

const namesType = ({ body }: View, type: ObjectRef): boolean => body.query.text.includes("::") && body.query.text.includes(type.name);
