import { systemClock } from "../core/clock.ts";
import { TimeoutError } from "../core/error.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { withWritingRun } from "./run-options.ts";

export interface WaitOptions extends VerbOptions {
  readonly revision: string;
}

const pollEvery = 1000;

/** Blocks until the journal holds a revision; reads, never writes. @throws TimeoutError */
export async function wait(context: VerbContext, options: WaitOptions): Promise<{ readonly heads: readonly string[] }> {
  const { revision, clock = systemClock } = options;
  return withWritingRun(await openProject(context, options), async ({ session, settings, options: { signal } }) => {
    for (;;) {
      const journal = await session.journal.read(settings.project);
      if (journal?.applied.has(revision)) return { heads: journal.heads };
      await clock.sleep(pollEvery, signal).catch((cause: unknown) => {
        const message = `${revision} is not applied yet`;
        throw new TimeoutError(message, { code: "wait-timeout", cause, diagnostics: [{ code: "wait-timeout", severity: "error", message, remedy: "Look with keelson status, or wait longer with --timeout" }] });
      });
    }
  });
}
