import { JournalUnreadableError } from "../port/journal-unreadable.ts";
import type { Inspection } from "../port/session.ts";
import { markElsewhere } from "./elsewhere.ts";
import type { Run } from "./run.ts";

/** The database as it is now, with what belongs to other projects marked as such. @throws JournalUnreadableError */
export async function inspectLive({ session, settings }: Run): Promise<Inspection> {
  const { model, unmanaged } = await inspectBare({ session, settings });
  return { model: markElsewhere(model, await session.journal.read(settings.project, "leftOut")), unmanaged };
}

/** The same for whoever only looks: where the journal may not be read nothing is marked, and that is told among what is not managed. */
export async function inspectAsReadable(run: Run): Promise<Inspection> {
  try {
    return await inspectLive(run);
  } catch (error) {
    if (!(error instanceof JournalUnreadableError)) throw error;
    const { model, unmanaged } = await inspectBare(run);
    return {
      model,
      unmanaged: [
        ...unmanaged,
        { kind: "journal", name: "keelson", reason: `${error.message}, so what belongs to other projects is not known` },
      ],
    };
  }
}

const inspectBare = ({ session, settings }: Pick<Run, "session" | "settings">): Promise<Inspection> =>
  session.inspect({ schemas: settings.schemas, ignore: settings.ignore });
