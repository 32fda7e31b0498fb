import { reconcileRequest } from "../reconcile/request.ts";
import { watch as watchRun } from "../reconcile/watch.ts";
import type { Outcome } from "../status/status.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { runOptions } from "./run-options.ts";

export interface WatchOptions extends VerbOptions {
  /** Told of each round. */
  report(outcome: Outcome): Promise<void>;
}

/** Reconciles again and again, by `spec.schedule`, until the signal aborts. */
export async function watch(context: VerbContext, options: WatchOptions): Promise<void> {
  const project = await openProject(context, options);
  const request = reconcileRequest(project.settings.target, { allowed: new Set(options.allow ?? []) });
  const run = await runOptions(project);
  const anew = { ...run, source: { digest: run.source.digest, load: () => project.read() } };
  for await (const outcome of watchRun(anew, request, Math.random)) await options.report(outcome);
}
