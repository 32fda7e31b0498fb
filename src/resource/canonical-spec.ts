import { spellOut } from "./entry-defaults.ts";
import type { RevisionResource, RevisionStep } from "./resource.ts";

type Meaning = Omit<RevisionResource, "digest" | "spec" | "position" | "origin" | "kind" | "metadata" | "branchLabels">;

/** What a revision means: defaults spelled out, files inlined, without comments, labels and formatting, variables as written. The input of its digest. */
export function canonicalSpec(revision: Meaning): unknown {
  const { id, message, revises, dependsOn, phase, when, onFailure, atomic, upgrade, downgrade, irreversible, verify, replaces } = revision;
  const steps = (list: readonly RevisionStep[]) => list.map((step) => canonicalStep(step, onFailure));
  return {
    id,
    message,
    // In which order they are named says nothing.
    revises: revises.toSorted(),
    dependsOn: dependsOn.toSorted(),
    phase,
    when,
    onFailure,
    atomic,
    upgrade: steps(upgrade),
    downgrade: downgrade === undefined ? undefined : steps(downgrade),
    irreversible,
    verify,
    replaces,
  };
}

const canonicalStep = (
  { id, operation, args, when, downgrade, onFailure, timeout }: RevisionStep,
  inherited: "resume" | "undo",
): unknown => ({
  id,
  [operation]: spellOut(operation, args),
  when,
  downgrade: downgrade?.map((step) => canonicalStep(step, inherited)),
  onFailure: onFailure ?? inherited,
  timeout,
});
