import { parseDuration } from "../core/duration.ts";
import { reconcileRequest } from "../reconcile/request.ts";
import type { RunSource } from "../reconcile/run.ts";
import { watch as watchRun } from "../reconcile/watch.ts";
import type { Outcome } from "../status/status.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject, type Project } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { runOptions } from "./project/run-options.ts";

export interface WatchOptions extends VerbOptions {
  /** Told of each round. */
  report(outcome: Outcome): Promise<void>;
}

/** Reconciles again and again, by `spec.schedule`, until the signal aborts. */
export async function watch(context: VerbContext, options: WatchOptions): Promise<void> {
  const project = await openProject(context, options);
  const request = reconcileRequest(project.settings.target, { allowed: new Set(options.allow ?? []) });
  for await (const outcome of watchRun({ ...(await runOptions(project)), source: followed(project) }, request, Math.random))
    await options.report(outcome);
}

/** Each digest begins a new look at the source; what is loaded is what that one saw. */
function followed(project: Project): RunSource {
  let now = project;
  const { git, oci } = project.database.spec.source;
  const interval = parseDuration((git ?? oci)?.interval ?? "");
  return {
    digest() {
      now = now.again();
      return now.source.digest();
    },
    commit: async () => now.source.commit?.(),
    descends: async (from) => now.source.descends?.(from) ?? "unknown",
    load: () => now.documents(),
    ...(interval === undefined ? {} : { interval }),
  };
}
