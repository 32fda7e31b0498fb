import { digestText } from "../core/digest.ts";
import type { HistoryEntry } from "../port/journal.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { StopError } from "./stop-errors.ts";

/**
 * Revisions that the journal holds and the source has lost, as far as the history knows them: enough to undo them in their order.
 * @throws StopError where one was only stamped, so that nobody kept what undoes it
 */
export function lostRevisions(ids: readonly string[], entryOf: (id: string) => HistoryEntry | undefined): readonly RevisionResource[] {
  return ids.map((id) => {
    const entry = entryOf(id);
    if (entry === undefined || entry.outcome === "stamped") throw unseen(id);
    return fromHistory(id, entry);
  });
}

function fromHistory(id: string, { seq, message, parents, digest }: HistoryEntry): RevisionResource {
  // No file: the place is that in the history.
  const position = { file: "history", line: seq, column: 1 };
  return {
    kind: "Revision",
    metadata: { name: id },
    spec: { revises: [...parents] },
    position,
    origin: { file: position.file, text: "", document: 0 },
    id,
    message,
    revises: parents,
    dependsOn: [],
    branchLabels: [],
    phase: "expand",
    onFailure: "resume",
    atomic: false,
    upgrade: [],
    verify: [],
    digest: digest ?? digestText(""),
  };
}

const unseen = (id: string): StopError =>
  new StopError(
    "revisionUnknown",
    "lost-revision-unseen",
    `The source no longer knows revision ${id}, and no run of keelson saw what it did here`,
    "Use a source that has it, or `keelson stamp` to where the database stands",
  );
