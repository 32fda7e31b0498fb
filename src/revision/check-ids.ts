import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import { formatPosition } from "../core/position.ts";
import type { RevisionNode } from "./revision.ts";

const reserved: ReadonlySet<string> = new Set(["head", "heads", "base"]);
/** What a target could not tell from its own signs: `label@head`, `A:B`, `+1`, and the journal's `id/contract`. */
const unusable = /[@:/\s]|^[+-]|^$/;

/** Whether a target can name it. */
export const isUsableName = (name: string): boolean => !reserved.has(name) && !unusable.test(name);

/** Ids and labels: usable as targets, and each there once. */
export function checkIds(revisions: readonly RevisionNode[]): Diagnostic[] {
  return [...checkDistinct(revisions), ...checkLabels(revisions), ...revisions.flatMap(checkSpelling)];
}

function checkDistinct(revisions: readonly RevisionNode[]): Diagnostic[] {
  const first = new Map<string, RevisionNode>();
  const diagnostics: Diagnostic[] = [];
  for (const revision of revisions) {
    const other = first.get(revision.id);
    if (other === undefined) first.set(revision.id, revision);
    else
      diagnostics.push({
        code: "duplicate-revision",
        severity: "error",
        message: `revision ${revision.id} is declared twice${alsoAt(other.position)}`,
        remedy: "Give one of them another `spec.id`, or delete the copy",
        position: revision.position,
      });
  }
  return diagnostics;
}

function checkLabels(revisions: readonly RevisionNode[]): Diagnostic[] {
  const ids = new Map(revisions.map((revision) => [revision.id, revision]));
  const carriers = new Map<string, RevisionNode>();
  const diagnostics: Diagnostic[] = [];
  for (const revision of revisions)
    for (const label of revision.branchLabels) {
      const carrier = carriers.get(label);
      const namesake = ids.get(label);
      if (carrier !== undefined && carrier.id !== revision.id) diagnostics.push(duplicateLabel(label, revision, carrier));
      else if (namesake !== undefined) diagnostics.push(labelIsId(label, revision, namesake));
      carriers.set(label, carrier ?? revision);
    }
  return diagnostics;
}

const duplicateLabel = (label: string, revision: RevisionNode, carrier: RevisionNode): Diagnostic => ({
  code: "duplicate-branch-label",
  severity: "error",
  message: `branch label ${label} of ${revision.id} belongs to ${carrier.id} already${alsoAt(carrier.position)}`,
  remedy: "Keep the label on one revision: what revises that one is on the branch too",
  position: revision.position,
});

const labelIsId = (label: string, revision: RevisionNode, namesake: RevisionNode): Diagnostic => ({
  code: "branch-label-is-id",
  severity: "error",
  message: `branch label ${label} of ${revision.id} is also the id of a revision${alsoAt(namesake.position)}`,
  remedy: "Choose another label",
  position: revision.position,
});

function checkSpelling({ id, branchLabels, position }: RevisionNode): Diagnostic[] {
  const named = [{ what: "revision id", name: id }, ...branchLabels.map((name) => ({ what: "branch label", name }))];
  return named
    .filter(({ name }) => !isUsableName(name))
    .map(({ what, name }) => ({
      code: "unusable-revision-name",
      severity: "error",
      message: reserved.has(name)
        ? `${what} ${name} is a word of targets`
        : `${what} ${JSON.stringify(name)} cannot be told from the signs of a target`,
      remedy: "Use letters, digits, `_`, `-` and `.`, starting with a letter or digit, and none of head, heads, base",
      position,
    }));
}

const alsoAt = (position: Position | undefined): string => (position === undefined ? "" : ` (also at ${formatPosition(position)})`);
