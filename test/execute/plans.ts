import { digestText } from "../../src/core/digest.ts";
import type { Executable } from "../../src/execute/execute.ts";
import type { KeyedBatch, Instruction, ProbeInstruction, StatementInstruction } from "../../src/instruction/instruction.ts";
import type { RevisionWalk, Stage } from "../../src/instruction/plan.ts";
import { tableRef } from "../../src/model/ref.ts";

const common = { effects: [], phase: "expand" } as const;

export const sql = (text: string, more: Partial<StatementInstruction> = {}): StatementInstruction => ({
  ...common,
  kind: "statement",
  statements: [{ sql: text, hazards: [], locks: [], inverse: "exact" }],
  mode: "transaction",
  preconditions: [],
  long: "no",
  ...more,
});

export const probe = (text: string, expect: string): ProbeInstruction => ({
  ...common,
  kind: "probe",
  sql: text,
  expect,
  message: "the check",
});

/** `UPDATE table SET …` by its key `id`. */
export const update = (table: string, set: Readonly<Record<string, string>>, more: Partial<KeyedBatch> = {}): KeyedBatch => ({
  ...common,
  kind: "batch",
  id: "step-1",
  table: tableRef("public", table),
  work: { kind: "update", set },
  where: null,
  key: [{ name: "id", type: "bigint" }],
  batch: {},
  throttle: {},
  statement: { sql: `UPDATE ${table}`, hazards: [], locks: [], inverse: "none" },
  ...more,
});

/** Each group of instructions is a stage. */
export function walk(revision: string, groups: readonly (readonly Instruction[])[], more: Partial<RevisionWalk> = {}): RevisionWalk {
  return {
    revision,
    direction: "up",
    outcome: "applied",
    digest: digestText(revision),
    message: `Revision ${revision}`,
    parents: [],
    steps: [],
    stages: groups.map(
      (instructions, index): Stage => ({ index, revision, direction: "up", mode: modeOf(instructions), inverse: "exact", instructions }),
    ),
    verify: [],
    heads: { add: [revision], remove: [] },
    onFailure: "resume",
    pendingContract: null,
    ...more,
  };
}

function modeOf([first]: readonly Instruction[]): Stage["mode"] {
  if (first?.kind === "batch") return "batches";
  return first?.kind === "statement" ? first.mode : "transaction";
}

export const planOf = (...walks: readonly RevisionWalk[]): Executable => ({ digest: digestText("plan"), walks, difference: [] });
