import { canonicalJson } from "../../../core/canonical-json.ts";
import type { Change } from "../../../change/change.ts";
import { type Instruction, isKeyed } from "../../../instruction/instruction.ts";
import type { Stage } from "../../../instruction/plan.ts";
import { refKey, type RefKey, typeKinds, withSchema } from "../../../model/ref.ts";
import type { Need, PlacedNeed } from "./need.ts";
import { needsOfChange } from "./needs-of-change.ts";

/** What the stages need of what is there before them, each need once, in the order of the stages. */
export function neededRights(stages: Iterable<Stage>): readonly PlacedNeed[] {
  const needed = new Map<string, PlacedNeed>();
  const made = new Set<RefKey>();
  for (const { revision, instructions } of stages) {
    for (const instruction of instructions) {
      for (const need of needsOf(instruction).filter((each) => !concernsMade(each, made))) {
        const key = canonicalJson(need);
        if (!needed.has(key)) needed.set(key, { need, revision });
      }
      for (const effect of instruction.effects) note(effect, made);
    }
  }
  return [...needed.values()];
}

function needsOf(instruction: Instruction): readonly Need[] {
  const batch: readonly Need[] =
    instruction.kind === "batch" && isKeyed(instruction) ? [{ right: "rows", object: instruction.table, privileges: [instruction.work.kind === "update" ? "UPDATE" : "DELETE", "SELECT"] }] : [];
  return [...new Set([...instruction.effects, ...(instruction.carries ?? [])])].flatMap(needsOfChange).concat(batch);
}

/** What the plan makes is its own; under its new name is what was asked about under its old one. */
function note(effect: Change, made: Set<RefKey>): void {
  if (effect.kind !== "object" || effect.after === null || effect.after.ref.parent !== undefined) return;
  if (effect.before === null || refKey(effect.before.ref) !== refKey(effect.after.ref)) made.add(refKey(effect.after.ref));
}

function concernsMade(need: Need, made: ReadonlySet<RefKey>): boolean {
  switch (need.right) {
    case "createSchema":
      return false;
    case "createIn":
    case "enter":
      return made.has(refKey({ kind: "schema", name: need.schema }));
    case "useType":
      return typeKinds.some((kind) => made.has(refKey(withSchema(kind, need.object.schema ?? "", need.object.name))));
    case "own":
    case "drop":
    case "refer":
    case "rows":
      return made.has(refKey(need.object));
  }
}
