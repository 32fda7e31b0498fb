import type { ObjectChange } from "../change/change.ts";
import { touchedBy } from "../change/touched.ts";
import { type Instruction, lockModes } from "../instruction/instruction.ts";
import { type ObjectRef, type RefKey, refKey } from "../model/ref.ts";
import { statementsOf } from "./statements.ts";

/** More statements than these may take longer than tables may be held. */
const mostHeld = 25;
/** So many statements without a lock are worth a transaction of their own, which may take its time. */
const freeRun = 10;
/** Below it nobody is kept from reading or writing. */
const strong = lockModes.indexOf("share");

/**
 * A difference may end between any two of its stages, for the rest is planned anew. One of many statements that keeps the application from
 * its tables gives them back now and then, but not while something of what the application knows is away or half done: an object, or the rows of a table.
 */
export function shortHolds(group: readonly Instruction[]): readonly (readonly Instruction[])[] {
  if (group.flatMap(statementsOf).length <= mostHeld) return [group];
  const touched = group.flatMap(({ effects }) => {
    const refs = touchedBy(effects);
    return refs === "everything" ? [] : [refs];
  });
  if (touched.length < group.length) return [group];
  const changes = group.flatMap(objectChanges);
  const [come, gone] = [keys(changes.filter(({ before }) => before === null)), keys(changes.filter(({ after }) => after === null))];
  const made = without(come, gone);
  const held = group.map((instruction) => holdsTables(instruction, made));
  const open = openAt(touched, new Set([...made, ...without(gone, come)]));
  const parts: { readonly holds: boolean; statements: number; readonly instructions: Instruction[] }[] = [];
  group.forEach((instruction, at) => {
    const holds = held.slice(at, at + freeRun).includes(true);
    const own = statementsOf(instruction).length;
    const last = parts.at(-1);
    if (last === undefined || (open[at] === 0 && (holds !== last.holds || (holds && last.statements + own > mostHeld))))
      parts.push({ holds, statements: own, instructions: [instruction] });
    else {
      last.instructions.push(instruction);
      last.statements += own;
    }
  });
  return parts.map(({ instructions }) => instructions.map((instruction) => withoutLocksOn(made, instruction)));
}

/** Nobody waits for a table that an earlier part has made. */
function withoutLocksOn(made: ReadonlySet<RefKey>, instruction: Instruction): Instruction {
  if (instruction.kind !== "statement") return instruction;
  return {
    ...instruction,
    statements: instruction.statements.map((each) => ({ ...each, locks: each.locks.filter(({ table }) => !made.has(refKey(table))) })),
  };
}

const objectChanges = ({ effects }: Instruction): readonly ObjectChange[] => effects.filter((effect) => effect.kind === "object");
const keys = (changes: readonly ObjectChange[]): ReadonlySet<RefKey> => new Set((touchedBy(changes) as readonly ObjectRef[]).map(refKey));
const without = (some: ReadonlySet<RefKey>, others: ReadonlySet<RefKey>): ReadonlySet<RefKey> =>
  new Set([...some].filter((key) => !others.has(key)));

const holdsTables = (instruction: Instruction, made: ReadonlySet<RefKey>): boolean =>
  statementsOf(instruction).some(({ locks }) =>
    locks.some(({ table, mode }) => lockModes.indexOf(mode) >= strong && !made.has(refKey(table))),
  );

/** For each place how many objects have been touched before it and will be again; a table that comes or goes whole (`whole`) is no one thing. */
function openAt(touched: readonly (readonly ObjectRef[])[], whole: ReadonlySet<RefKey>): readonly number[] {
  const spans = new Map<RefKey, { readonly from: number; to: number }>();
  touched.forEach((refs, at) => {
    for (const ref of refs)
      for (const key of ref.parent === undefined || whole.has(refKey(ref.parent)) ? [refKey(ref)] : [refKey(ref), refKey(ref.parent)]) {
        const span = spans.get(key);
        if (span === undefined) spans.set(key, { from: at, to: at });
        else span.to = at;
      }
  });
  const turns = Array.from(touched, () => 0);
  for (const { from, to } of spans.values()) {
    if (from === to) continue;
    turns[from + 1] = (turns[from + 1] ?? 0) + 1;
    if (to + 1 < turns.length) turns[to + 1] = (turns[to + 1] ?? 0) - 1;
  }
  let open = 0;
  return turns.map((turn) => (open += turn));
}
