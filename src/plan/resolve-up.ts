import type { ProbeInstruction } from "../instruction/instruction.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { FoldedRevision } from "../revision/fold-revision.ts";
import type { PathStep } from "../revision/path.ts";
import type { Resolved } from "./resolve-down.ts";

/** The walk that applies a folded revision. `contract`: `held` leaves what is of phase contract for its gate. */
export function resolveUp({ revision, heads }: PathStep<RevisionResource>, folded: FoldedRevision, contract: "held" | "now"): Resolved {
  const { outcome, steps, before, after } = folded;
  const { id, digest, message, revises, onFailure, atomic, phase } = revision;
  const waits = contract === "held" && phase === "contract";
  return {
    walk: {
      revision: id,
      direction: "up",
      outcome,
      digest,
      message,
      parents: revises,
      heads,
      onFailure,
      before,
      changes: steps.map(({ step, changes }) => ({ step, changes })),
      // What waits has not happened: nothing of it is to be undone.
      steps: waits ? [] : steps.map(({ step, outcome: how, inverse }) => ({ step, outcome: how, inverse })),
      verify: outcome === "skipped" ? [] : revision.verify.map(verification),
      atomic: atomic ? "yes" : "no",
      contract,
      phase,
    },
    after: waits ? before : after,
  };
}

const verification = ({ name, query, expect }: RevisionResource["verify"][number]): ProbeInstruction => ({
  kind: "probe",
  sql: query,
  expect: String(expect),
  message: name ?? query,
  effects: [],
  phase: "expand",
});
