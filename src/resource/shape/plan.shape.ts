import { type Static, Type } from "@sinclair/typebox";
import { hazardKinds, type LockMode } from "../../instruction/instruction.ts";
import { choice, flag, map, name, names, text } from "../../model/kind/field.shape.ts";
import { envelope } from "./metadata.shape.ts";

const hazard = map("A hazard.", { kind: choice("Which.", ...hazardKinds), message: text("What can happen, for people.") });

const amount = (description: string) => Type.Optional(Type.Number({ minimum: 0, description }));
const estimate = map("What it will take, as live statistics suggest; no part of the digest.", {
  rows: amount("Rows."),
  bytes: amount("Bytes."),
  seconds: amount("Seconds."),
  blockedBy: Type.Optional(names("Who holds a lock in its way.")),
});

const statement = map("A statement as it will run.", {
  sql: text("The statement."),
  hazards: Type.Array(hazard, { description: "What can happen." }),
  lock: Type.Optional(
    Type.Unsafe<LockMode | null>({ type: ["string", "null"], description: "The strongest lock that it takes; null is none that matters." }),
  ),
  estimate: Type.Optional(estimate),
});

const stage = map("What runs together.", {
  revision: Type.Unsafe<string | null>({ type: ["string", "null"], description: "Revision; null is a computed difference." }),
  direction: choice("Up or down.", "up", "down"),
  mode: choice("How it runs.", "transaction", "autocommit", "batches", "rebuild"),
  inverse: choice("How well the way back restores.", "exact", "structure", "none"),
  statements: Type.Array(statement, { description: "In their order." }),
});

const spec = map("The exact statements a reconcile will run.", {
  database: Type.Optional(name("The Database.")),
  digest: name("Digest of the plan."),
  fingerprint: name("Digest of the state that it was computed from."),
  from: names("Heads before."),
  to: names("Heads after."),
  horizon: Type.Optional(
    Type.Unsafe<string | null>({ type: ["string", "null"], description: "Revision behind which nothing can be foreseen." }),
  ),
  stages: Type.Array(stage, { description: "In their order." }),
  pendingContract: Type.Optional(names("Contract halves that wait.")),
  approved: Type.Optional(flag("Consent to exactly this plan.")),
});
export const planResourceShape = envelope(
  "Plan",
  "The exact statements a reconcile will run, with hazards, digest and the state they were computed from.",
  spec,
);
export type PlanSpec = Static<typeof spec>;
