import { canonicalJson } from "../../../core/canonical-json.ts";
import type { Change } from "../../../change/change.ts";
import { type Instruction, isKeyed } from "../../../instruction/instruction.ts";
import type { Stage } from "../../../instruction/plan.ts";
import { refKey, type RefKey, typeKinds, withSchema } from "../../../model/ref.ts";
import type { Need, PlacedNeed } from "./need.ts";
import { needsOfChange } from "./needs-of-change.ts";

/** `names`: only that the roles are there that are named, which nobody can do without. */
export type Judged = "all" | "names";

/** What the stages need of what is there before them, each need once, in the order of the stages. */
export function neededRights(stages: Iterable<Stage>, judged: Judged): readonly PlacedNeed[] {
  const needed = new Map<string, PlacedNeed>();
  const made = new Set<RefKey>();
  // SQL that nobody derived may make roles, and extensions may bring wrappers.
  let isForeseen = true;
  for (const { revision, instructions } of stages) {
    for (const instruction of instructions) {
      for (const need of needsOf(instruction).filter(
        (each) => (judged === "all" || each.right === "name") && !concernsMade(each, made) && (isForeseen || !isAboutOutside(each)),
      )) {
        const key = canonicalJson(need);
        if (!needed.has(key)) needed.set(key, { need, revision });
      }
      for (const effect of instruction.effects) note(effect, made);
      if (instruction.effects.some(bringsOthers)) isForeseen = false;
    }
  }
  return [...needed.values()];
}

function needsOf(instruction: Instruction): readonly Need[] {
  const batch: readonly Need[] =
    instruction.kind === "batch" && isKeyed(instruction)
      ? [{ right: "rows", object: instruction.table, privileges: [instruction.work.kind === "update" ? "UPDATE" : "DELETE", "SELECT"] }]
      : [];
  return [...new Set([...instruction.effects, ...(instruction.carries ?? [])])].flatMap(needsOfChange).concat(batch);
}

/** What the plan makes is its own; under its new name is what was asked about under its old one. */
function note(effect: Change, made: Set<RefKey>): void {
  if (effect.kind !== "object" || effect.after === null || effect.after.ref.parent !== undefined) return;
  if (effect.before === null || refKey(effect.before.ref) !== refKey(effect.after.ref)) made.add(refKey(effect.after.ref));
}

const bringsOthers = (effect: Change): boolean =>
  effect.kind === "opaque" || (effect.kind === "object" && effect.before === null && effect.after?.kind === "extension");

/** Whether it is about what no change of the model makes. */
const isAboutOutside = ({ right }: Need): boolean =>
  right === "name" || right === "belong" || right === "receive" || right === "setFor" || right === "useWrapper";

function concernsMade(need: Need, made: ReadonlySet<RefKey>): boolean {
  switch (need.right) {
    case "createSchema":
    case "name":
    case "belong":
    case "setFor":
    case "ownDatabase":
    case "extend":
    case "subscribe":
    case "beSuperuser":
      return false;
    case "useWrapper":
      return made.has(refKey({ kind: "foreignDataWrapper", name: need.wrapper }));
    case "receive":
    case "createIn":
    case "enter":
      return made.has(refKey({ kind: "schema", name: need.schema }));
    case "useType":
      return typeKinds.some((kind) => made.has(refKey(withSchema(kind, need.object.schema ?? "", need.object.name))));
    case "own":
    case "drop":
    case "refer":
    case "grant":
    case "rows":
      return made.has(refKey(need.object));
  }
}
