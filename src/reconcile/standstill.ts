import type { Milliseconds } from "../core/duration.ts";
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
  /** What the server had counted before; null: it could not be told. */
  readonly written: string | null;
  /** When it was looked at, in milliseconds since 1970. */
  readonly lookedAt: number;
  readonly observation: Observation;
}

/** Remembers it from one look to the next. Advisory: what is not remembered is asked. */
export interface StandstillMemory {
  recall(): Standstill | undefined;
  remember(standstill: Standstill): void;
}

/** So long counts are believed: whoever may do everything can keep a session of his from being counted. */
const believed: Milliseconds = 3_600_000;

/**
 * The outcome of a look where nothing was written since the last one, and nothing else is wished for: the visit is over. Undefined where the database has to
 * be looked at.
 */
export async function standsStill(
  { options, settings }: Pick<Run, "options" | "settings">,
  request: ReconcileRequest,
  visit: Visit,
): Promise<Outcome | undefined> {
  const before = options.memory?.recall();
  if (before === undefined) return undefined;
  const { observation } = before;
  if (request.historyKnownAt !== undefined && observation.last?.hash !== request.historyKnownAt) return undefined;
  // Why there is no source is for the run to tell.
  const source = await options.source.digest().catch(() => undefined);
  if (source === undefined) return undefined;
  if (!isSettled(settings, request, source, observation)) return undefined;
  if (!(await isUntouched(before, visit, options))) return undefined;
  await visit.leave();
  return settledOutcome({ options, settings }, request, { observation, source });
}

/** Whether nobody wrote on the server or, where somebody did, nobody in this database. */
async function isUntouched(before: Standstill, { moment, tally }: Visit, { memory, clock }: Run["options"]): Promise<boolean> {
  if (moment === null || moment === before.moment) return moment !== null;
  if (before.written === null || clock.now().getTime() - before.lookedAt > believed) return false;
  const now = await tally();
  if (now?.alone !== true || now.written !== before.written) return false;
  memory?.remember({ ...before, moment });
  return true;
}

/** What a visit that became a look saw: of the moment before it, since what happened meanwhile makes the next one another. */
export async function rememberStandstill({ memory, visit, clock }: Run["options"], observation: Observation): Promise<void> {
  if (memory === undefined || visit === undefined || visit.moment === null) return;
  const counted = await visit.tally();
  memory.remember({ moment: visit.moment, written: counted?.written ?? null, lookedAt: clock.now().getTime(), observation });
}
