import type { Diagnostic } from "../../core/diagnostic.ts";
import { parseSteps } from "../../plan/step-outcomes.ts";
import type { HistoryEntry } from "../../port/journal.ts";
import type { Run } from "../../reconcile/run.ts";
import { type HistoryRow, historyRows, type JournaledRevision } from "../../report/history-rows.ts";
import { resolveRange } from "../../revision/resolve-range.ts";
import { RevisionUnknownError } from "../../revision/target-errors.ts";
import { knownStanding } from "../findings/journal-standing.ts";

export interface HistoryRead {
  readonly revisions: readonly HistoryRow[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The revisions of the source, newest first, with what the journal knows of each; before them those that only the journal knows. `range`: `A:B`, all where absent. */
export async function readHistory(run: Run, range?: string): Promise<HistoryRead> {
  const { graph } = await run.source();
  const { session, settings } = run;
  const journal = await session.journal.read(settings.project);
  const entries = journal === null ? [] : await session.journal.history(settings.project);
  const last = new Map<string, HistoryEntry>();
  // Newest first: what was applied, taken back and applied again shows its last time.
  for (const entry of entries) {
    const { kind, revision } = entry;
    if (revision !== null && kind !== "downgrade" && journal?.applied.has(revision) && !last.has(revision)) last.set(revision, entry);
  }
  const { standing, unknown } = knownStanding(graph, journal);
  const only = range === undefined ? undefined : new Set(resolveRange(graph, standing, range));
  const journaled = new Map([...last].map(([id, entry]) => [id, journaledRevision(entry)]));
  const lost =
    only === undefined ? [...last.keys(), ...unknown].filter((id, at, all) => unknown.includes(id) && all.indexOf(id) === at) : [];
  return {
    revisions: [...lost.map((id) => lostRow(id, last.get(id), journal?.heads ?? [])), ...historyRows(graph, { standing, journaled, only })],
    diagnostics:
      unknown.length === 0 ? [] : new RevisionUnknownError(unknown).diagnostics.map((each) => ({ ...each, severity: "warning" })),
  };
}

/** A revision of which nobody but the journal knows. */
function lostRow(id: string, entry: HistoryEntry | undefined, heads: readonly string[]): HistoryRow {
  const known = {
    id,
    message: entry?.message ?? "",
    revises: entry?.parents ?? [],
    digest: entry?.digest ?? null,
    isHead: null,
    isCurrent: heads.includes(id),
    isApplied: true,
  };
  if (entry === undefined) return { ...known, appliedAt: null, outcome: null, notRun: [] };
  const { at, outcome, notRun } = journaledRevision(entry);
  return { ...known, appliedAt: at, outcome, notRun };
}

const journaledRevision = ({ endedAt: at, outcome, steps }: HistoryEntry): JournaledRevision => ({
  at,
  outcome,
  notRun: parseSteps(steps).flatMap(({ step, outcome: how }) => (how === "applied" ? [] : [{ step, outcome: how }])),
});
