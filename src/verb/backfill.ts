import { NotFoundError } from "../core/error.ts";
import type { BackfillProgress } from "../port/journal.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { withWritingRun } from "./run-options.ts";

export interface BackfillOptions extends VerbOptions {
  readonly action: "list" | "pause" | "resume" | "cancel";
  /** Which, as `list` shows it; not for `list`. */
  readonly id?: string;
}

const stateAfter = { pause: "paused", resume: "running", cancel: "cancelled" } as const;

/** Unfinished data steps, and what a person wants of one. A running one sees it after its batch. */
export async function backfill(context: VerbContext, options: BackfillOptions): Promise<{ readonly backfills: readonly BackfillProgress[] }> {
  return withWritingRun(await openProject(context, options), async ({ session, settings }) => {
    const listed = async () => (await session.journal.read(settings.project))?.backfills.filter(({ state }) => state !== "done") ?? [];
    if (options.action === "list") return { backfills: await listed() };
    const chosen = (await listed()).find(({ id }) => id === options.id);
    if (chosen === undefined) throw unknown(options.id ?? "");
    await session.journal.steerBackfill(settings.project, chosen, stateAfter[options.action]);
    return { backfills: await listed() };
  });
}

function unknown(id: string): NotFoundError {
  const message = `there is no unfinished backfill ${id}`;
  return new NotFoundError(message, { code: "unknown-backfill", remedy: "See keelson backfill list" });
}
