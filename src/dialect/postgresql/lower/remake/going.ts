import type { Instruction, StatementInstruction } from "../../../../instruction/instruction.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { type ObjectRef, refKey, statementKinds } from "../../../../model/ref.ts";
import { needs } from "./in-order.ts";
import type { AroundOthers, Remade } from "./remade.ts";
import { isRemakeable, isWhollyAway, type RemadeKind } from "./remakes.ts";

export const isAround = (instruction: Instruction): instruction is AroundOthers => "around" in instruction;

export const wholeKinds: ReadonlySet<string> = new Set<RemadeKind>(statementKinds);

/** Whether all that it does is to drop something. */
export const isDrop = (instruction: StatementInstruction): boolean =>
  !isAround(instruction) && instruction.effects.length > 0 && goneBy(instruction).length === instruction.effects.length;

export const goneBy = (instruction: Instruction): readonly ObjectRef[] => goneObjects(instruction).map(({ ref }) => ref);

const goneObjects = ({ effects }: Instruction): readonly SchemaObject[] =>
  effects.flatMap((effect) => (effect.kind === "object" && effect.before !== null && effect.after === null ? [effect.before] : []));

/** Whether a drop is of what is away anyhow, or of a view or routine that needs what is. */
export function goesWith(drop: StatementInstruction, others: readonly Remade[]): boolean {
  const away = new Set(others.filter(({ before }) => isWhollyAway(before)).map(({ before }) => refKey(before.ref)));
  const isAway = ({ ref }: SchemaObject): boolean => away.has(refKey(ref)) || (ref.parent !== undefined && away.has(refKey(ref.parent)));
  const objects = goneObjects(drop);
  if (objects.every(isAway)) return true;
  const whole = objects.at(-1);
  return whole !== undefined && wholeKinds.has(whole.kind) && others.some(({ before }) => needs(whole, before.ref));
}

/** What lies on a view goes without a word. */
export function goingForGood(drop: StatementInstruction): readonly Remade[] {
  const objects = goneObjects(drop).filter(isRemakeable);
  const whole = objects.at(-1);
  if (whole === undefined || whole.ref.parent?.kind === "view") return [];
  return [{ before: whole, after: whole, parts: objects.slice(0, -1), hazards: drop.statements.flatMap(({ hazards }) => hazards) }];
}
