import type { Digest } from "../core/digest.ts";
import type { JournalSnapshot } from "../port/journal.ts";
import type { Reading } from "../port/session.ts";
import type { Run } from "./run.ts";

/** Whether what keelson does not manage is named: only those who compare ask for it. */
export type Unmanaged = "named" | "leftOut";

/** What journal and server say, before anything is made of it. */
export interface Seen {
  /** null: no journal yet. */
  readonly snapshot: JournalSnapshot | null;
  readonly reading: Promise<Reading>;
}

/** For whoever keeps what is answered, and has nothing yet. */
export const nothing: ReadonlySet<Digest> = new Set();

/** Reads the journal, and asks about the catalogue. `before`: digests of what was answered earlier, for whoever keeps them; of the same nothing is made at once. */
export async function see({ session, settings }: Run, unmanaged: Unmanaged, before?: ReadonlySet<Digest>): Promise<Seen> {
  const { project, schemas, ignore } = settings;
  const snapshot = await session.journal.read(project);
  const request = { schemas, ignore, ...(unmanaged === "leftOut" ? { unmanaged } : {}) };
  const kept = before === undefined ? undefined : session.read?.(request, before);
  const reading = kept ?? session.inspect(request).then((inspection) => ({ answers: nothing, inspection: async () => inspection }));
  // Whoever reads on is told.
  reading.catch(() => undefined);
  return { snapshot, reading };
}
