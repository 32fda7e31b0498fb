import { type Static, Type } from "@sinclair/typebox";
import { choice, count, digest, duration, map, names } from "../../model/kind/field.shape.ts";

const consent = (description: string) => Type.Optional(choice(description, "refuse", "approve", "allow"));

/** What a run that nobody watches may do. */
export const policyShape = map("What a run that nobody watches may do.", {
  destructive: consent("Loss of data; approve where absent."),
  downgrade: consent("Ways down; refuse where absent."),
  drift: Type.Optional(choice("What happens to drift; report where absent.", "report", "correct", "block")),
  maxDrops: Type.Optional(count("A plan that drops more objects is gated; 5 where absent.")),
  approval: Type.Optional(map("Further hazards that want approval.", { hazards: Type.Optional(names("Kinds of hazard.")) })),
  approvedPlans: Type.Optional(Type.Array(digest("Of a plan."), { description: "Digests of approved plans." })),
  normalise: Type.Optional(choice("Where expressions are spelled out first; target where absent.", "target", "scratch")),
  lockTimeout: Type.Optional(duration("How long a statement waits for a lock; 300ms where absent.")),
  statementTimeout: Type.Optional(duration("How long a statement runs; 0s, no limit, where absent.")),
  retries: Type.Optional(
    map("How a stage that found no lock is tried again.", {
      limit: Type.Optional(count("Tries; 10 where absent.")),
      backoff: Type.Optional(duration("First wait; 1s where absent.")),
      maxBackoff: Type.Optional(duration("Longest wait; 5m where absent.")),
    }),
  ),
});
export type Policy = Static<typeof policyShape>;
