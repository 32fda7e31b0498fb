import type { Inspection } from "../port/session.ts";
import { markElsewhere } from "./elsewhere.ts";
import type { Run } from "./run.ts";

/** The database as it is now, with what belongs to other projects marked as such. */
export async function inspectLive({ session, settings }: Run): Promise<Inspection> {
  const { model, unmanaged } = await session.inspect({ schemas: settings.schemas, ignore: settings.ignore });
  return { model: markElsewhere(model, await session.journal.read(settings.project)), unmanaged };
}
