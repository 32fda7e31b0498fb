import { parseSteps } from "../plan/step-outcomes.ts";
import type { HistoryEntry } from "../port/journal.ts";
import { type HistoryRow, historyRows, type JournaledRevision } from "../report/history-rows.ts";
import { resolveRange } from "../revision/resolve-range.ts";
import type { VerbContext } from "./context.ts";
import { journalStanding } from "./journal-standing.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { withRun } from "./run-options.ts";

export interface HistoryOptions extends VerbOptions {
  /** `A:B`; all revisions where absent. */
  readonly range?: string;
}

/** The revisions of the source, newest first, with what the journal knows of each. */
export async function history(context: VerbContext, options: HistoryOptions): Promise<{ readonly revisions: readonly HistoryRow[] }> {
  const project = await openProject(context, options);
  const { graph } = await project.documents();
  return withRun(project, async ({ session, settings }) => {
    const journal = await session.journal.read(settings.project);
    const entries = journal === null ? [] : await session.journal.history(settings.project);
    const journaled = new Map<string, JournaledRevision>();
    // Newest first: what was applied, taken back and applied again shows its last time.
    for (const entry of entries) {
      const { kind, revision } = entry;
      if (revision !== null && kind !== "downgrade" && journal?.applied.has(revision) && !journaled.has(revision)) journaled.set(revision, journaledRevision(entry));
    }
    const standing = journalStanding(graph, journal);
    const only = options.range === undefined ? undefined : new Set(resolveRange(graph, standing, options.range));
    return { revisions: historyRows(graph, { standing, journaled, only }) };
  });
}

const journaledRevision = ({ endedAt: at, outcome, steps }: HistoryEntry): JournaledRevision => ({
  at,
  outcome,
  notRun: parseSteps(steps).flatMap(({ step, outcome: how }) => (how === "applied" ? [] : [{ step, outcome: how }])),
});
