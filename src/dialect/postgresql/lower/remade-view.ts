import type { Hazard, Instruction, Statement, StatementInstruction } from "../../../instruction/instruction.ts";
import { mentionsName } from "../../../model/identifier.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { type ObjectRef, refKey, sameRef } from "../../../model/ref.ts";
import { createIndex } from "../object/index.ts";
import { dropView } from "../object/view.ts";
import { newComment } from "./comment.ts";
import { statement } from "./statements.ts";
import { createAgain, keepAccess, restoreAccess } from "./view-access.ts";

type View = SchemaObjectOf<"view">;

/** A view that is away for a while. */
export interface RemadeView {
  readonly before: View;
  /** As it comes back. */
  readonly after: View;
  /** Of a materialized view. */
  readonly indexes: readonly SchemaObjectOf<"index">[];
  readonly hazards: readonly Hazard[];
}

/** An instruction whose statements run while these views are away. */
export interface AroundViews extends StatementInstruction {
  readonly around: readonly RemadeView[];
}

const isAround = (instruction: Instruction): instruction is AroundViews => "around" in instruction;

/**
 * Writes out how views go and come back: neighbours that can share a transaction become one instruction, so that each view is made
 * again once, and as the last of them leaves it.
 */
export function settleViews(instructions: readonly Instruction[]): readonly Instruction[] {
  const settled: Instruction[] = [];
  for (let at = 0; at < instructions.length; ) {
    const first = instructions[at] as Instruction;
    const run = isAround(first) ? runFrom(instructions, at) : [];
    settled.push(run.length === 0 ? first : written(run));
    at += Math.max(run.length, 1);
  }
  return settled;
}

/** From one instruction around views to the last that can join it. */
function runFrom(instructions: readonly Instruction[], from: number): readonly StatementInstruction[] {
  const run: StatementInstruction[] = [];
  for (const instruction of instructions.slice(from)) {
    if (!joins(instruction)) break;
    run.push(instruction);
  }
  const last = run.findLastIndex(isAround);
  return run.slice(0, last + 1);
}

/** What neither needs a view nor gives something another name. */
const joins = (instruction: Instruction): instruction is StatementInstruction =>
  instruction.kind === "statement" &&
  instruction.mode === "transaction" &&
  instruction.barrier === undefined &&
  instruction.effects.every(
    (effect) =>
      effect.kind === "object" &&
      (effect.before === null || effect.after === null || sameRef(effect.before.ref, effect.after.ref)) &&
      (isAround(instruction) || [effect.before, effect.after].every((side) => side?.kind !== "view" && side?.ref.parent?.kind !== "view")),
  );

function written(run: readonly StatementInstruction[]): StatementInstruction {
  const [first, ...others] = run as readonly [StatementInstruction, ...StatementInstruction[]];
  const views = inOrder(union(run.filter(isAround).flatMap(({ around }) => around)));
  const places = views.map((view, at) => ({ ...view, place: String(at) }));
  const statements: readonly Statement[] = [
    ...places.map(({ before, place }) => keepAccess(before, place)),
    ...places.toReversed().map(({ before, hazards }) => statement(dropView(before), { hazards })),
    ...run.flatMap((each) => each.statements),
    ...places.flatMap(({ after, indexes, place }) => [
      createAgain(after, place),
      ...newComment(after),
      ...indexes.flatMap((index) => [statement(createIndex(index, "plain")), ...newComment(index)]),
    ]),
    ...places.map(({ after, place }) => restoreAccess(after, place)),
  ];
  const { around: _around, ...plain } = first as AroundViews;
  const carries = run.flatMap((each) => each.carries ?? []);
  return {
    ...plain,
    statements,
    effects: run.flatMap(({ effects }) => effects),
    preconditions: run.flatMap(({ preconditions }) => preconditions),
    long: run.some(({ long }) => long === "yes") ? "yes" : "no",
    ...(others.length === 0 || carries.length === 0 ? {} : { carries }),
  };
}

/** Each view once: as it was at first, and as it is left. */
function union(views: readonly RemadeView[]): readonly RemadeView[] {
  const found = new Map<string, RemadeView>();
  for (const view of views) {
    const known = found.get(refKey(view.before.ref));
    const changed = known === undefined || view.after !== view.before;
    found.set(refKey(view.before.ref), {
      ...(changed ? view : known),
      before: known?.before ?? view.before,
      hazards: [...(known?.hazards ?? []), ...view.hazards],
    });
  }
  return [...found.values()];
}

/** Such that each comes after those it reads. */
function inOrder(views: readonly RemadeView[]): readonly RemadeView[] {
  const ordered = new Set<RemadeView>();
  const visiting = new Set<RemadeView>();
  const place = (view: RemadeView): void => {
    if (ordered.has(view) || visiting.has(view)) return;
    visiting.add(view);
    for (const other of views) if (other !== view && (reads(view.before, other.before.ref) || reads(view.after, other.before.ref))) place(other);
    ordered.add(view);
  };
  views.forEach(place);
  return [...ordered];
}

const reads = ({ body }: View, ref: ObjectRef): boolean =>
  body.reads === null ? mentionsName(body.query.text, ref.name) : body.reads.some((read) => refKey(read) === refKey(ref));
