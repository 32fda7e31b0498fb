import type { Hazard, Instruction, Statement, StatementInstruction } from "../../../../instruction/instruction.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { type ObjectRef, type RefKey, refKey, sameRef } from "../../../../model/ref.ts";
import { sameLabels } from "../access/labels.ts";
import { newComment } from "../statement/comment.ts";
import { goesWith, goingForGood, goneBy, isAround, isDrop, wholeKinds } from "./going.ts";
import { inOrder } from "./in-order.ts";
import { createAgain, keepAccess, restoreAccess } from "./kept-access.ts";
import { createRemade, dropRemade, type Remakeable } from "./remakes.ts";

/** An object that is away for a while. */
export interface Remade {
  readonly before: Remakeable;
  /** As it comes back. */
  readonly after: Remakeable;
  /** What goes with a view: indexes, triggers, rules. */
  readonly parts: readonly Remakeable[];
  readonly hazards: readonly Hazard[];
  /** What its going and coming takes from others, given back. */
  readonly kept?: readonly Statement[];
}

/** An instruction whose statements run while these objects are away. */
export interface AroundOthers extends StatementInstruction {
  readonly around: readonly Remade[];
}

/**
 * Writes out how objects go and come back: neighbours that can share a transaction become one instruction, so that each is made
 * again once, and as the last of them leaves it.
 */
export function settleOthers(instructions: readonly Instruction[]): readonly Instruction[] {
  if (!instructions.some(isAround)) return instructions;
  const settled: Instruction[] = [];
  for (let at = 0; at < instructions.length; ) {
    const first = instructions[at] as Instruction;
    const run = runFrom(instructions, at);
    if (run.length === 0) settled.push(first);
    else settled.push(written(run.filter((each) => !isInPlace(each))), ...run.filter(isInPlace));
    at += Math.max(run.length, 1);
  }
  return settled;
}

/**
 * From one instruction around others to the last that can join it; views are made among them, or altered in place once all are there, and what
 * is away may stay so. One that is made right before, and would be away, need not be made twice.
 */
function runFrom(instructions: readonly Instruction[], from: number): readonly StatementInstruction[] {
  const run: StatementInstruction[] = [];
  const away = new Set<RefKey>();
  const coming = new Set<RefKey>();
  const altered = new Set<RefKey>();
  const isTooLate = ({ before, after }: Remade): boolean =>
    before !== after && (coming.has(refKey(before.ref)) || altered.has(refKey(before.ref)));
  for (const instruction of instructions.slice(from)) {
    if (!isJoinable(instruction)) break;
    if (isAround(instruction)) {
      if (instruction.around.some(isTooLate)) break;
      for (const { before } of instruction.around) away.add(refKey(before.ref));
    }
    if (isNewView(instruction) || isNewOn(instruction, coming)) for (const ref of refsOf(instruction)) coming.add(refKey(ref));
    else if (isInPlace(instruction)) for (const ref of refsOf(instruction)) altered.add(refKey(ref));
    // What else comes behind a view may need it.
    else if (!isDrop(instruction) && (!joins(instruction) || (!isAround(instruction) && coming.size + altered.size > 0))) break;
    run.push(instruction);
  }
  const first = run[0];
  if (first === undefined || !(isAround(first) || (isNewView(first) && refsOf(first).some((ref) => away.has(refKey(ref)))))) return [];
  const last = run.findLastIndex((each) => isAround(each) || goneBy(each).some((ref) => away.has(refKey(ref))));
  return run.slice(0, last + 1);
}

const isJoinable = (instruction: Instruction): instruction is StatementInstruction =>
  instruction.kind === "statement" && instruction.mode === "transaction" && instruction.barrier === undefined;

const refsOf = ({ effects }: Instruction): readonly ObjectRef[] =>
  effects.flatMap((effect) => (effect.kind === "object" && effect.after !== null ? [effect.after.ref] : []));

/** Whether all that an instruction does is to make views, or to alter views that are there: what does not make them again. */
const isNewView = (instruction: StatementInstruction): boolean => isOfViews(instruction, (before) => before === null);
/** Whether all that it does is to make what lies on such views. */
const isNewOn = (instruction: StatementInstruction, views: ReadonlySet<RefKey>): boolean =>
  instruction.effects.length > 0 &&
  instruction.effects.every(
    (effect) =>
      effect.kind === "object" &&
      effect.before === null &&
      effect.after?.ref.parent !== undefined &&
      views.has(refKey(effect.after.ref.parent)),
  );
const isInPlace = (instruction: StatementInstruction): boolean =>
  isOfViews(instruction, (before, after) => before !== null && sameRef(before.ref, after.ref));

const isOfViews = (instruction: StatementInstruction, does: (before: SchemaObject | null, after: SchemaObject) => boolean): boolean =>
  !isAround(instruction) &&
  instruction.effects.length > 0 &&
  instruction.effects.every((effect) => effect.kind === "object" && effect.after?.kind === "view" && does(effect.before, effect.after));

/** What neither needs what may be away nor gives something another name. */
const joins = (instruction: StatementInstruction): boolean =>
  instruction.effects.every(
    (effect) =>
      effect.kind === "object" &&
      (effect.before === null || effect.after === null || sameRef(effect.before.ref, effect.after.ref)) &&
      (isAround(instruction) || [effect.before, effect.after].every((side) => side === null || !mayBeAway(side))),
  );

const mayBeAway = ({ kind, ref }: SchemaObject): boolean => wholeKinds.has(kind) || ref.parent?.kind === "view";
function written(run: readonly StatementInstruction[]): StatementInstruction {
  const [first, ...rest] = run as readonly [StatementInstruction, ...StatementInstruction[]];
  const coming = new Set(run.filter(isNewView).flatMap(refsOf).map(refKey));
  const behind = run.filter((each) => isNewOn(each, coming));
  const around = union(run.filter(isAround).flatMap((each) => each.around)).filter(({ before }) => !coming.has(refKey(before.ref)));
  const going = run.filter((each) => isDrop(each) && goesWith(each, around));
  const others = union([...around, ...going.flatMap(goingForGood)]);
  const gone = new Set(run.filter(isDrop).flatMap(goneBy).map(refKey));
  const places = inOrder(
    others.filter(({ before }) => !gone.has(refKey(before.ref))),
    asItComes,
  ).map((other, at) => ({ ...other, parts: other.parts.filter(({ ref }) => !gone.has(refKey(ref))), place: String(at) }));
  const statements: readonly Statement[] = [
    ...places.flatMap(({ before, place }) => keepAccess(before, place)),
    ...inOrder(others, ({ before, parts }) => [before, ...parts])
      .toReversed()
      .map(({ before, hazards }) => withHazards(dropRemade(before), hazards)),
    ...run.filter((each) => !isNewView(each) && ![...behind, ...going].includes(each)).flatMap((each) => each.statements),
    ...inOrder([...places.map(comingBack), ...run.filter(isNewView).flatMap(comingNew)], asItComes).flatMap((each) => each.statements),
    // What lies on a view may need what was away beside it.
    ...places.flatMap(({ parts }) => parts.flatMap((part) => [...createRemade(part), ...newComment(part)])),
    ...behind.flatMap((each) => each.statements),
    ...places.flatMap(({ before, after, place }) => [...restoreAccess(after, place), ...sameLabels(before, after)]),
  ];
  const { around: _around, ...plain } = first as AroundOthers;
  const carries = run.flatMap((each) => each.carries ?? []);
  return {
    ...plain,
    statements,
    effects: run.flatMap(({ effects }) => effects),
    preconditions: run.flatMap(({ preconditions }) => preconditions),
    long: run.some(({ long }) => long === "yes") ? "yes" : "no",
    ...(rest.length === 0 || carries.length === 0 ? {} : { carries }),
  };
}

interface Coming {
  readonly after: SchemaObject;
  readonly statements: readonly Statement[];
}

const asItComes = ({ after }: { readonly after: SchemaObject }): readonly SchemaObject[] => [after];

const comingBack = ({ after, place, kept = [] }: Remade & { readonly place: string }): Coming => ({
  after,
  statements: [...createAgain(after, place), ...newComment(after), ...kept],
});

const comingNew = ({ effects, statements }: StatementInstruction): readonly Coming[] =>
  effects.flatMap((effect) => (effect.kind === "object" && effect.after !== null ? [{ after: effect.after, statements }] : []));

const withHazards = (dropped: Statement, hazards: readonly Hazard[]): Statement => ({
  ...dropped,
  hazards: [...dropped.hazards, ...hazards],
});

/** Each object once: as it was at first, and as it is left. */
function union(all: readonly Remade[]): readonly Remade[] {
  const found = new Map<string, Remade>();
  for (const each of all) {
    const known = found.get(refKey(each.before.ref));
    const changed = known === undefined || each.after !== each.before;
    found.set(refKey(each.before.ref), {
      ...(changed ? each : known),
      before: known?.before ?? each.before,
      hazards: [...(known?.hazards ?? []), ...each.hazards],
    });
  }
  return [...found.values()];
}
