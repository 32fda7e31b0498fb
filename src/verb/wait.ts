import { systemClock } from "../core/clock.ts";
import { TimeoutError } from "../core/error.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { runOptions, withRun } from "./project/run-options.ts";

export interface WaitOptions extends VerbOptions {
  readonly revision: string;
}

const pollEvery = 1000;

/** Blocks until the journal holds a revision; reads, never writes. @throws TimeoutError */
export async function wait(context: VerbContext, options: WaitOptions): Promise<{ readonly heads: readonly string[] }> {
  const { revision, clock = systemClock } = options;
  const project = await openProject(context, options);
  // The time that is given is for all looks together.
  const { signal } = await runOptions(project);
  const pause = () =>
    clock.sleep(pollEvery, signal).catch((cause: unknown) => {
      throw notYet(revision, cause);
    });
  for (;;) {
    const heads = await withRun(project, async ({ session, settings }) => {
      for (;;) {
        const journal = await session.journal.read(settings.project);
        // A file that is made meanwhile is seen by another connection only.
        if (journal === null) return null;
        if (journal.applied.has(revision)) return journal.heads;
        await pause();
      }
    });
    if (heads !== null) return { heads };
    await pause();
  }
}

function notYet(revision: string, cause: unknown): TimeoutError {
  const message = `${revision} is not applied yet`;
  const remedy = "Look with keelson status, or wait longer with --timeout";
  return new TimeoutError(message, { code: "wait-timeout", cause, remedy });
}
