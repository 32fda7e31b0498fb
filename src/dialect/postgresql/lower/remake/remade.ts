import type { Hazard, Instruction, Statement, StatementInstruction } from "../../../../instruction/instruction.ts";
import { mentionsName } from "../../../../model/identifier.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { type ObjectRef, refKey, sameRef, statementKinds } from "../../../../model/ref.ts";
import { sameLabels } from "../access/labels.ts";
import { newComment } from "../statement/comment.ts";
import { createAgain, keepAccess, restoreAccess } from "./kept-access.ts";
import { createRemade, dropRemade, type Remakeable, type RemadeKind } from "./remakes.ts";

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

const isAround = (instruction: Instruction): instruction is AroundOthers => "around" in instruction;

/**
 * Writes out how objects go and come back: neighbours that can share a transaction become one instruction, so that each is made
 * again once, and as the last of them leaves it.
 */
export function settleOthers(instructions: readonly Instruction[]): readonly Instruction[] {
  if (!instructions.some(isAround)) return instructions;
  const settled: Instruction[] = [];
  for (let at = 0; at < instructions.length; ) {
    const first = instructions[at] as Instruction;
    const run = isAround(first) ? runFrom(instructions, at) : [];
    settled.push(run.length === 0 ? first : written(run));
    at += Math.max(run.length, 1);
  }
  return settled;
}

/** From one instruction around others to the last that can join it. */
function runFrom(instructions: readonly Instruction[], from: number): readonly StatementInstruction[] {
  const run: StatementInstruction[] = [];
  for (const instruction of instructions.slice(from)) {
    if (!joins(instruction)) break;
    run.push(instruction);
  }
  const last = run.findLastIndex(isAround);
  return run.slice(0, last + 1);
}

/** What neither needs what may be away nor gives something another name. */
const joins = (instruction: Instruction): instruction is StatementInstruction =>
  instruction.kind === "statement" &&
  instruction.mode === "transaction" &&
  instruction.barrier === undefined &&
  instruction.effects.every(
    (effect) =>
      effect.kind === "object" &&
      (effect.before === null || effect.after === null || sameRef(effect.before.ref, effect.after.ref)) &&
      (isAround(instruction) || [effect.before, effect.after].every((side) => side === null || !mayBeAway(side))),
  );

const mayBeAway = ({ kind, ref }: SchemaObject): boolean => wholeKinds.has(kind) || ref.parent?.kind === "view";
const wholeKinds: ReadonlySet<string> = new Set<RemadeKind>(statementKinds);

function written(run: readonly StatementInstruction[]): StatementInstruction {
  const [first, ...rest] = run as readonly [StatementInstruction, ...StatementInstruction[]];
  const others = inOrder(union(run.filter(isAround).flatMap(({ around }) => around)));
  const places = others.map((other, at) => ({ ...other, place: String(at) }));
  const statements: readonly Statement[] = [
    ...places.flatMap(({ before, place }) => keepAccess(before, place)),
    ...places.toReversed().map(({ before, hazards }) => withHazards(dropRemade(before), hazards)),
    ...run.flatMap((each) => each.statements),
    ...places.flatMap(({ after, place, kept = [] }) => [...createAgain(after, place), ...newComment(after), ...kept]),
    // What lies on a view may need what was away beside it.
    ...places.flatMap(({ parts }) => parts.flatMap((part) => [...createRemade(part), ...newComment(part)])),
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

/** Such that each comes after those it uses. */
function inOrder(all: readonly Remade[]): readonly Remade[] {
  const ordered = new Set<Remade>();
  const visiting = new Set<Remade>();
  const place = (each: Remade): void => {
    if (ordered.has(each) || visiting.has(each)) return;
    visiting.add(each);
    const used = all.filter(
      (other) => other !== each && [each.before, each.after, ...each.parts].some((object) => needs(object, other.before.ref)),
    );
    used.forEach(place);
    ordered.add(each);
  };
  all.forEach(place);
  return [...ordered];
}

function needs(object: Remakeable, ref: ObjectRef): boolean {
  if (object.uses?.some((used) => sameRef(used, ref)) === true) return true;
  if (object.kind !== "view") return false;
  return object.body.reads === null ? mentionsName(object.body.query.text, ref.name) : object.body.reads.some((read) => sameRef(read, ref));
}
