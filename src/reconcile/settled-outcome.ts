import { makeOutcome, nothingFound } from "../status/make-outcome.ts";
import type { Outcome } from "../status/status.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import type { Observed } from "./settled.ts";

/** Nothing has changed since a run that left nothing to do. */
export async function settledOutcome(
  { options, settings }: Pick<Run, "options" | "settings">,
  { before }: ReconcileRequest,
  { observation, source }: Pick<Observed, "observation" | "source">,
): Promise<Outcome> {
  const commit = await options.source.commit?.();
  return makeOutcome({
    situation: "inSync",
    message: "Nothing to do: the database is where it should be",
    findings: {
      ...nothingFound(settings.name),
      revision: { current: observation.heads, target: observation.heads, pending: 0 },
      source: { digest: source, ...(commit === undefined ? {} : { commit }) },
      journal: observation.last,
    },
    now: options.clock.now(),
    ...(before === undefined ? {} : { before }),
  });
}
