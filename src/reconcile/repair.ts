import { record } from "../execute/execute.ts";
import { chainEntry } from "../execute/history-chain.ts";
import type { HistoryEntry, JournalWrite } from "../port/journal.ts";
import { editedRevisions } from "../revision/edited.ts";
import { type Accepted, acceptedHistory } from "./accept-history.ts";
import { brokenHistory } from "./broken-history.ts";
import { leftAsItIs, readExpectation } from "./expectation.ts";
import type { Run } from "./run.ts";
import { executionUnder, underLease } from "./under-lease.ts";

export interface Repaired {
  /** Revisions whose edit is accepted. */
  readonly accepted: readonly string[];
  /** Revisions that stopped half way and are planned anew from what is there. */
  readonly restarted: readonly string[];
  /** Whether rows of the history were gone; all at or below the heads counts as applied then. */
  readonly history: "whole" | "accepted";
}

/**
 * Accepts what stops a run: edits of applied revisions, the database as it is now, and revisions that stopped half way and were edited since.
 * How an accepted revision was applied stays in the history, so that it can still be undone.
 */
export async function repair(run: Run): Promise<Repaired> {
  const { graph } = await run.source();
  // Where nothing was ever written, nothing is in the way: what is there counts as it is anyhow, and a file that is not is not made.
  if ((await run.session.journal.read(run.settings.project)) === null) return { accepted: [], restarted: [], history: "whole" };
  return underLease(run, [], async (lease) => {
    using execution = await executionUnder(run, lease);
    const { snapshot, by, clock } = execution;
    const edited = editedRevisions(graph, new Map([...snapshot.applied].filter(([, digest]) => digest !== "")));
    const history = edited.length === 0 ? [] : await run.session.journal.history(run.settings.project);
    const at = clock.now().toISOString();
    let last = snapshot.last;
    const chained = (draft: Accepted): HistoryEntry => {
      const entry = chainEntry({ ...draft, by, startedAt: at, endedAt: at }, last);
      last = entry;
      return entry;
    };
    const { seq } = snapshot.model === null ? { seq: 0 } : readExpectation(snapshot.model);
    const accepted = brokenHistory(snapshot, seq) === null ? [] : acceptedHistory(snapshot, graph);
    const entries = [
      ...accepted,
      ...edited.map(({ id, source }): Accepted => {
        const { outcome, steps } = history.find(({ revision }) => revision === id) ?? { outcome: "stamped", steps: "[]" };
        const { message, revises: parents } = graph.node(graph.replacedBy.get(id) ?? id);
        return { kind: "repair", revision: id, message, parents, digest: source, planDigest: null, outcome, steps };
      }),
    ].map(chained);
    const restarted = snapshot.progress.map(({ revision }) => revision);
    const { model } = await run.session.inspect({ schemas: run.settings.schemas, ignore: run.settings.ignore, unmanaged: "leftOut" });
    const writes: readonly JournalWrite[] = [
      ...entries.map((entry) => ({ kind: "history", entry }) as const),
      ...restarted.map((revision) => ({ kind: "progressDone", revision }) as const),
      { kind: "identity" },
      leftAsItIs(model, entries, { snapshot, session: run.session }),
    ];
    await record(execution, writes);
    return { accepted: edited.map(({ id }) => id), restarted, history: accepted.length === 0 ? "whole" : "accepted" };
  });
}
