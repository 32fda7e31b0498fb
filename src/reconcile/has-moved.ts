import type { JournalSnapshot } from "../port/journal.ts";
import type { Run } from "./run.ts";

/**
 * Whether the journal says something else by now. Journal and catalogue are read one after the other: what was found in them while another
 * run was at work may not fit together, and is no fault of anybody.
 */
export async function hasMoved(
  { session, settings }: Pick<Run, "session" | "settings">,
  snapshot: JournalSnapshot | null,
): Promise<boolean> {
  return markOf(await session.journal.read(settings.project, "leftOut")) !== markOf(snapshot);
}

const markOf = (snapshot: JournalSnapshot | null): string =>
  snapshot === null
    ? "none"
    : JSON.stringify([snapshot.last, snapshot.heads, snapshot.progress.map(({ revision, stage, state }) => [revision, stage, state])]);
