import { type Static, Type } from "@sinclair/typebox";
import { choice, flag, map, name, names, text } from "../model/kind/field.shape.ts";
import { envelope } from "./metadata.shape.ts";

const open = (description: string) => Type.Unsafe<Record<string, unknown>>({ type: "object", description });

const statement = map("A statement as it will run.", {
  sql: text("The statement."),
  hazards: Type.Array(Type.Unsafe<string | Record<string, unknown>>({ type: ["string", "object"] }), { description: "What can happen." }),
  lock: Type.Optional(Type.Unsafe<unknown>({ description: "The lock that it takes." })),
  estimate: Type.Optional(open("Rows, bytes and seconds as live statistics suggest, and who holds a lock in its way (`blockedBy`); no part of the digest.")),
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
