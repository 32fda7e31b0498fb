import { stepsTitle } from "../change/steps-title.ts";
import { InputError } from "../core/error.ts";
import type { Instruction, InverseQuality } from "../instruction/instruction.ts";
import type { Direction, Stage } from "../instruction/plan.ts";
import { shortHolds } from "./short-holds.ts";
import { statementsOf } from "./statements.ts";

export interface StageRequest {
  /** null: a computed difference. */
  readonly revision: string | null;
  readonly direction: Direction;
  /** `yes`: one transaction or refused. */
  readonly atomic: "yes" | "no";
}

/**
 * Groups instructions into stages: neighbours that can share a transaction do, what cannot stands alone.
 * @throws InputError where `atomic` asks for one transaction and the instructions cannot be one.
 */
export function groupStages(instructions: readonly Instruction[], request: StageRequest): readonly Stage[] {
  const groups =
    request.atomic === "yes"
      ? oneGroup(instructions, request.revision)
      : request.revision === null
        ? separate(instructions).flatMap(shortHolds)
        : separate(instructions);
  return groups.map((group, index) => ({
    index,
    revision: request.revision,
    direction: request.direction,
    mode: stageMode(group),
    inverse: worstInverse(group),
    instructions: group,
  }));
}

function separate(instructions: readonly Instruction[]): Instruction[][] {
  const groups: Instruction[][] = [];
  let open: Instruction[] | undefined;
  for (const instruction of instructions) {
    const { barrier } = instruction;
    if (open === undefined || !sharesStage(instruction) || barrier === "before" || barrier === "both") groups.push((open = []));
    open.push(instruction);
    if (!sharesStage(instruction) || barrier === "after" || barrier === "both") open = undefined;
  }
  return groups;
}

const sharesStage = (instruction: Instruction): boolean =>
  instruction.kind === "probe" || (instruction.kind === "statement" && instruction.mode === "transaction");

/** One group, or none where there is nothing to do. */
function oneGroup(instructions: readonly Instruction[], revision: string | null): Instruction[][] {
  const rebuilds = instructions.some((instruction) => instruction.kind === "statement" && instruction.mode === "rebuild");
  for (const instruction of instructions) {
    const why = whyNotAtomic(instruction, rebuilds);
    if (why !== null) throw notAtomic(instruction, why, revision);
  }
  return instructions.length === 0 ? [] : [[...instructions]];
}

function whyNotAtomic(instruction: Instruction, rebuilds: boolean): string | null {
  if (instruction.kind === "batch") return "works in committed batches";
  if (instruction.kind === "statement" && instruction.mode === "autocommit") return "cannot run inside a transaction";
  // A rebuild switches foreign keys off for its whole transaction; rows must not be changed in there.
  if (rebuilds && instruction.effects.some(({ kind }) => kind === "data"))
    return "changes rows while a table is rebuilt without its foreign keys";
  return null;
}

function notAtomic(instruction: Instruction, why: string, revision: string | null): InputError {
  const place = [revision === null ? [] : [`revision ${revision}`], instruction.step === undefined ? [] : [stepsTitle([instruction.step])]]
    .flat()
    .join(", ");
  const statement = statementsOf(instruction)[0]?.sql.replace(/\s+/g, " ") ?? "a step";
  const message = `${place}: "atomic" asks for one transaction, but ${statement} ${why}`;
  const remedy = "Move the step into a revision of its own, or leave out `atomic: true`";
  return new InputError(message, { code: "not-atomic", remedy });
}

function stageMode(group: readonly Instruction[]): Stage["mode"] {
  if (group.some((instruction) => instruction.kind === "statement" && instruction.mode === "rebuild")) return "rebuild";
  const [first] = group;
  if (first?.kind === "batch") return "batches";
  return first?.kind === "statement" && first.mode === "autocommit" ? "autocommit" : "transaction";
}

const quality: Readonly<Record<InverseQuality, number>> = { exact: 0, structure: 1, none: 2 };

function worstInverse(group: readonly Instruction[]): InverseQuality {
  let worst: InverseQuality = "exact";
  for (const instruction of group)
    for (const { inverse } of statementsOf(instruction)) if (quality[inverse] > quality[worst]) worst = inverse;
  return worst;
}
