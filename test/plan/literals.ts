import type { Change } from "../../src/change/change.ts";
import type { Hazard, HazardKind, Instruction, StatementInstruction } from "../../src/instruction/instruction.ts";
import type { Direction, Plan, RevisionWalk, Stage } from "../../src/instruction/plan.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import { childRef, type ObjectRef, tableRef } from "../../src/model/ref.ts";
import { groupStages } from "../../src/plan/stage.ts";

export const hero = tableRef("public", "hero");
export const columnRef = (name: string, table: ObjectRef = hero) => childRef("column", table, name);

export const hazard = (kind: HazardKind, message = `${kind} of hero`): Hazard => ({ kind, message });

export const statement = (
  sql: string,
  more: Partial<StatementInstruction> & { readonly hazards?: readonly Hazard[] } = {},
): StatementInstruction => {
  const { hazards = [], ...rest } = more;
  return {
    kind: "statement",
    statements: [{ sql, hazards, locks: [], inverse: "exact" }],
    mode: "transaction",
    preconditions: [],
    long: "no",
    effects: [],
    phase: "expand",
    ...rest,
  };
};

export const batch = (id: string): Instruction => ({
  kind: "batch",
  id,
  table: hero,
  work: { kind: "update", set: { a: "1" } },
  where: null,
  key: null,
  batch: {},
  throttle: {},
  statement: { sql: `UPDATE hero -- ${id}`, hazards: [], locks: [], inverse: "none" },
  effects: [],
  phase: "expand",
});

export const walk = (revision: string, instructions: readonly Instruction[], direction: Direction = "up"): RevisionWalk => ({
  revision,
  direction,
  outcome: "applied",
  digest: `sha256:${revision}`,
  message: revision,
  parents: [],
  steps: [],
  stages: groupStages(instructions, { revision, direction, atomic: "no" }),
  verify: [],
  heads: { add: [revision], remove: [] },
  onFailure: "resume",
  pendingContract: null,
});

export const difference = (instructions: readonly Instruction[]): readonly Stage[] =>
  groupStages(instructions, { revision: null, direction: "up", atomic: "no" });

export const plan = (parts: Partial<Plan> = {}): Plan => ({
  digest: "sha256:plan",
  fingerprint: "sha256:state",
  from: [],
  to: [],
  horizon: null,
  walks: [],
  difference: [],
  pendingContract: [],
  ...parts,
});

/** The drop of an object of which only its ref matters here. */
export const dropOf = (ref: ObjectRef): Change => ({ kind: "object", before: { ref, kind: ref.kind } as SchemaObject, after: null });
export const createOf = (ref: ObjectRef): Change => ({ kind: "object", before: null, after: { ref, kind: ref.kind } as SchemaObject });
