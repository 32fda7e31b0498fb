import { NotFoundError } from "../core/error.ts";
import { asSteps, stepOf } from "../execute/backfill-parts.ts";
import type { BackfillProgress } from "../port/journal.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

export interface BackfillOptions extends VerbOptions {
  readonly action: "list" | "pause" | "resume" | "cancel";
  /** Which, as `list` shows it; not for `list`. */
  readonly id?: string;
}

const stateAfter = { pause: "paused", resume: "running", cancel: "cancelled" } as const;

/** Unfinished data steps, and what a person wants of one. A running one sees it after its batch; where several workers do it, all of them. */
export async function backfill(
  context: VerbContext,
  options: BackfillOptions,
): Promise<{ readonly backfills: readonly BackfillProgress[] }> {
  return withRun(await openProject(context, options), async ({ session, settings }) => {
    const rows = async () => (await session.journal.read(settings.project))?.backfills ?? [];
    const listed = async () => asSteps(await rows()).filter(({ state }) => state !== "done");
    if (options.action === "list") return { backfills: await listed() };
    const chosen = (await listed()).find(({ id }) => id === options.id);
    if (chosen === undefined) throw unknown(options.id ?? "");
    for (const row of await rows())
      if (row.revision === chosen.revision && stepOf(row) === chosen.id && row.state !== "done")
        await session.journal.steerBackfill(settings.project, row, stateAfter[options.action]);
    return { backfills: await listed() };
  });
}

function unknown(id: string): NotFoundError {
  const message = `there is no unfinished backfill ${id}`;
  return new NotFoundError(message, { code: "unknown-backfill", remedy: "See keelson backfill list" });
}
