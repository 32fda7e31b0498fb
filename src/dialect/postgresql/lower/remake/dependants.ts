import type { StatementInstruction } from "../../../../instruction/instruction.ts";
import { describeKind } from "../../../../model/kind/kinds.ts";
import { mentionsName } from "../../../../model/identifier.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { columnsBelow, readersOf } from "../../../../model/readers.ts";
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
  /** Types that go, which the columns are of: they may be used without any column of them, and what compares a column with a value of one finds no operator meanwhile. */
  readonly types?: readonly ObjectRef[];
  /** Whether what compares the columns with values reads these as of another type then. */
  readonly compared?: "otherwise";
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
export const goingWith = (ref: ObjectRef, situation: Situation): readonly Remade[] =>
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

function dependantsOf({ refs, types = [], compared }: Changing, { model }: Situation): readonly Remakeable[] {
  const reachable = new Map<string, Remakeable>();
  const add = (object: Remakeable): void => {
    if (reachable.has(refKey(object.ref))) return;
    // What lies on a view that is away goes with it.
    if (object.ref.parent?.kind !== "view") reachable.set(refKey(object.ref), object);
    else add(model.get(object.ref.parent as View["ref"]) as View);
    usersOf(object.ref, model).forEach(add);
  };
  const goes = (reader: SchemaObject): reader is Remakeable =>
    isRemakeable(reader) && (types.length > 0 || compared === "otherwise" || !followed.has(reader.kind));
  for (const ref of [...refs, ...types])
    (ref.parent === undefined && !types.includes(ref) ? usersOf(ref, model) : readersOf(ref, model).filter(goes)).forEach(add);
  if (types.length > 0) for (const ref of refs) boundTo(ref, model).forEach(add);
  return [...reachable.values()];
}

/** What the server makes anew by itself where a column it reads changes. */
const followed: ReadonlySet<SchemaObject["kind"]> = new Set(["check", "exclude", "index", "foreignKey"]);

/** What columns of a type are in that is no other type's: keys that lead from one column to another, indexes by other operators than those of every type. */
const boundTo = (column: ObjectRef, model: Situation["model"]): readonly Remakeable[] =>
  [column, ...columnsBelow(column, model)].flatMap((each) =>
    model
      .dependants(each)
      .filter(isRemakeable)
      .filter(
        (object) =>
          object.kind === "foreignKey" ||
          object.kind === "exclude" ||
          (object.kind === "index" && (object.body.method !== "btree" || object.body.keys.some(({ opclass }) => opclass !== null))),
      ),
  );

/** A view of which nobody knows what it reads does if its text says so. */
const usersOf = (ref: ObjectRef, model: Situation["model"]): readonly Remakeable[] => [
  ...model.dependants(ref).flatMap((user) => remakeable(user, ref)),
  ...[...model.objects()].filter(
    (object): object is View & SchemaObject =>
      object.kind === "view" && object.body.reads === null && mentionsName(object.body.query.text, ref.name),
  ),
];

/** Of what uses a routine, or what is given as its statement, everything must go; of what uses anything else only what is made of SQL as a whole. */
function remakeable(user: SchemaObject, used: ObjectRef): readonly Remakeable[] {
  if (!isRoutineKind(used.kind) && !isDdlKind(used.kind))
    return isRemakeable(user) && user.kind !== "column" && !followed.has(user.kind) ? [user] : [];
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
