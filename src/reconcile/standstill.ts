import type { Visit } from "../port/dialect.ts";
import type { Observation } from "../port/session.ts";
import type { Outcome } from "../status/status.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { isSettled } from "./settled.ts";
import { settledOutcome } from "./settled-outcome.ts";

/** What was seen of a database in which there was nothing to do. */
export interface Standstill {
  readonly moment: string;
  readonly observation: Observation;
}

/** Remembers it from one look to the next. Advisory: what is not remembered is asked. */
export interface StandstillMemory {
  recall(): Standstill | undefined;
  remember(standstill: Standstill): void;
}

/**
 * The outcome of a look where nothing was written since the last one, by anybody, and nothing else is wished for: the visit is over. Undefined where the
 * database has to be looked at.
 */
export async function standsStill(
  { options, settings }: Pick<Run, "options" | "settings">,
  request: ReconcileRequest,
  { moment, leave }: Visit,
): Promise<Outcome | undefined> {
  const before = options.memory?.recall();
  if (before === undefined || moment !== before.moment) return undefined;
  const { observation } = before;
  if (request.historyKnownAt !== undefined && observation.last?.hash !== request.historyKnownAt) return undefined;
  // Why there is no source is for the run to tell.
  const source = await options.source.digest().catch(() => undefined);
  if (source === undefined) return undefined;
  if (!isSettled(settings, request, source, observation)) return undefined;
  await leave();
  return settledOutcome({ options, settings }, request, { observation, source });
}
