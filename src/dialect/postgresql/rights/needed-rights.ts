import { canonicalJson } from "../../../core/canonical-json.ts";
import type { Change } from "../../../change/change.ts";
import { type Instruction, isKeyed } from "../../../instruction/instruction.ts";
import type { Stage } from "../../../instruction/plan.ts";
import { type ObjectRef, refKey, type RefKey, typeKinds, withSchema } from "../../../model/ref.ts";
import { multirangeOf } from "../../../model/naming.ts";
import type { Asking } from "../../../port/rights.ts";
import { broughtBy } from "../contrib.ts";
import type { Need, PlacedNeed } from "./need.ts";
import { needsOfChange } from "./needs-of-change.ts";

/** `names`: only that what is named is there, which nobody can do without. */
export type Judged = "all" | "names";

/** What the stages need of what is there before them, each need once, in the order of the stages. */
export function neededRights(stages: Iterable<Stage>, judged: Judged): readonly PlacedNeed[] {
  const needed = new Map<string, PlacedNeed>();
  const made = new Set<RefKey>();
  const brought: Brought = { names: new Set(), isWhole: true };
  for (const { revision, instructions } of stages) {
    for (const instruction of instructions) {
      for (const { need, about } of needsOf(instruction).filter(
        ({ need: each }) =>
          (judged === "all" || each.right === "name" || each.right === "find") && !concernsMade(each, made) && !isBrought(each, brought),
      )) {
        const key = canonicalJson(need);
        if (!needed.has(key)) needed.set(key, { need, asked: { revision, ...askedBy(instruction, about) } });
      }
      for (const effect of instruction.effects) note(effect, made);
      for (const effect of instruction.effects) noteBrought(effect, brought);
    }
  }
  return [...needed.values()];
}

const askedBy = ({ step }: Instruction, about: ObjectRef | undefined): Pick<Asking, "step" | "about"> => ({
  ...(step !== undefined && { step }),
  ...(about !== undefined && { about }),
});

/** A need, and the object for which it is one. */
interface NeedFor {
  readonly need: Need;
  readonly about: ObjectRef | undefined;
}

function needsOf(instruction: Instruction): readonly NeedFor[] {
  const batch: readonly Need[] =
    instruction.kind === "batch" && isKeyed(instruction)
      ? [{ right: "rows", object: instruction.table, privileges: [instruction.work.kind === "update" ? "UPDATE" : "DELETE", "SELECT"] }]
      : [];
  return [
    ...[...new Set([...instruction.effects, ...(instruction.carries ?? [])])].flatMap((change) => {
      const about = change.kind === "object" ? (change.after ?? change.before)?.ref : undefined;
      return needsOfChange(change).map((need) => ({ need, about }));
    }),
    ...batch.map((need) => ({ need, about: undefined })),
  ];
}

/** What the plan makes is its own; under its new name is what was asked about under its old one. */
function note(effect: Change, made: Set<RefKey>): void {
  if (effect.kind !== "object" || effect.after === null || effect.after.ref.parent !== undefined) return;
  if (effect.before === null || refKey(effect.before.ref) !== refKey(effect.after.ref)) made.add(refKey(effect.after.ref));
}

/** What comes with the plan that no change of the model makes. `isWhole`: no more than this. */
interface Brought {
  readonly names: Set<string>;
  isWhole: boolean;
}

/** SQL that nobody derived may make anything; so may an extension that nobody here knows. */
function noteBrought(effect: Change, brought: Brought): void {
  const range = effect.kind === "object" && effect.before === null && effect.after?.kind === "rangeType" ? effect.after : undefined;
  if (range !== undefined) brought.names.add(`type ${multirangeOf(range)}`);
  const extension = effect.kind === "object" && effect.before === null && effect.after?.kind === "extension" ? effect.after : undefined;
  const names = effect.kind === "opaque" ? undefined : extension === undefined ? [] : broughtBy(extension.ref.name);
  if (names === undefined) brought.isWhole = false;
  else for (const name of names) brought.names.add(name);
}

/** Whether it is about what may come so. */
function isBrought(need: Need, { names, isWhole }: Brought): boolean {
  switch (need.right) {
    case "name":
    case "belong":
    case "receive":
    case "setFor":
      return !isWhole;
    case "useWrapper":
      return !isWhole || names.has(`foreignDataWrapper ${need.wrapper}`);
    case "find":
      return need.kind !== "extension" && (!isWhole || names.has(`${need.kind} ${need.name}`));
    default:
      return false;
  }
}

/** Rows of a table or view are of a type too. */
function isMade({ kind, schema = "", name }: Extract<Need, { readonly right: "find" }>, made: ReadonlySet<RefKey>): boolean {
  if (kind !== "type") return made.has(refKey({ kind, name }));
  return (
    made.has(refKey({ kind: "schema", name: schema })) ||
    [...typeKinds, "table" as const, "view" as const].some((each) => made.has(refKey(withSchema(each, schema, name))))
  );
}

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
    case "find":
      return isMade(need, made);
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
