import { type Findings, nothingFound } from "../status/make-outcome.ts";
import { summariseHistory } from "../status/summarise-history.ts";
import { summariseProgress } from "../status/summarise-progress.ts";
import type { Run } from "./run.ts";

/** What the journal says of a database, whatever its source is like. */
export async function asRecorded(run: Run): Promise<Findings> {
  const { session, settings } = run;
  const nothing = nothingFound(settings.name);
  const snapshot = await session.journal.read(settings.project);
  if (snapshot === null) return nothing;
  const { heads, last, progress, backfills, pending } = snapshot;
  return {
    ...nothing,
    revision: { current: heads, target: [], pending: 0 },
    source: { digest: await run.sourceDigest() },
    progress: summariseProgress(progress, backfills),
    pendingContract: pending.map(({ id }) => id),
    journal: last,
    history: summariseHistory(await session.journal.history(settings.project)),
  };
}
