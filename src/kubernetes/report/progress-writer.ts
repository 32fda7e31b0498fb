import type { Milliseconds } from "../../core/duration.ts";
import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { ExecutionEvent } from "../../execute/execution-event.ts";
import { heldBackText } from "../../report/held-back-text.ts";
import { makeOutcome, nothingFound } from "../../status/make-outcome.ts";
import type { Situation } from "../../status/situation.ts";
import type { ProgressSummary, Status } from "../../status/status.ts";
import { paceOf } from "../../status/summarise-progress.ts";
import { errorText } from "./error-text.ts";

/** Between two writes of progress. */
const pause: Milliseconds = 10_000;

export interface ProgressWriter {
  take(event: ExecutionEvent): void;
  /** Nothing is written after this: the outcome is. */
  end(): Promise<void>;
}

export interface ProgressOptions {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Shows how far a run is, at most every ten seconds and never later than that, and never makes it wait. */
export function progressWriter({ clock, logger }: ProgressOptions, show: (status: Status) => Promise<void>): ProgressWriter {
  const over = new AbortController();
  let latest: { readonly event: ExecutionEvent; readonly situation: Situation } | undefined;
  let filling: Filling | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> | undefined;
  let isOver = false;
  const write = async (): Promise<void> => {
    while (latest !== undefined && !isOver) {
      const early = last + pause - clock.now().getTime();
      if (early > 0) await clock.sleep(early, over.signal).catch(() => undefined);
      if (isOver) break;
      const now = clock.now();
      const { text, progress } = described(latest.event, filling);
      const { status } = makeOutcome({ situation: latest.situation, message: text, findings: { ...nothingFound(""), progress }, now });
      latest = undefined;
      last = now.getTime();
      await show(status).catch((error: unknown) => logger.log("warn", "progress.failed", { error: errorText(error) }));
    }
    writing = undefined;
  };
  return {
    take(event) {
      const situation = situationOf(event);
      if (situation === null || isOver) return;
      if ("backfill" in event) filling = event;
      latest = { event, situation };
      writing ??= write();
    },
    async end() {
      isOver = true;
      // Most runs have nothing to show, and to abort makes an error with its stack.
      if (writing !== undefined) over.abort();
      await writing;
    },
  };
}

function situationOf({ kind }: ExecutionEvent): Situation | null {
  switch (kind) {
    case "stageStarted":
    case "stageDone":
    case "revisionStarted":
      return "applying";
    case "batchDone":
    case "heldBack":
      return "backfilling";
    case "retrying":
      return "retrying";
    case "revisionDone":
    case "revisionUndone":
    case "differenceDone":
    case "recovered":
      return null;
  }
}

/** How far a backfill was when it was last heard of. */
type Filling = Extract<ExecutionEvent, { readonly backfill: unknown }>;

function described(
  event: ExecutionEvent,
  filling: Filling | undefined,
): { readonly text: string; readonly progress: ProgressSummary | null } {
  const revision = ("revision" in event ? event.revision : null) ?? "the difference";
  if (!("stage" in event)) return { text: `Applies ${revision}`, progress: null };
  const at = { revision, stage: event.stage, of: event.of };
  switch (event.kind) {
    case "batchDone":
      return { text: `Fills ${revision}: ${event.backfill.rows} rows`, progress: { ...at, backfill: paceOf(event.backfill) } };
    case "heldBack":
      return {
        text: `Fills ${revision}: ${event.backfill.rows} rows; ${heldBackText(event.by)}`,
        progress: { ...at, backfill: paceOf(event.backfill) },
      };
    case "retrying": {
      const isFilling = filling?.revision === event.revision && filling.stage === event.stage;
      const backfill = isFilling ? { backfill: paceOf(filling.backfill) } : {};
      return { text: `Tries ${revision} again: ${event.reason}`, progress: { ...at, error: event.reason, ...backfill } };
    }
    case "stageStarted":
    case "stageDone":
    case "recovered":
      return { text: `Applies ${revision}, stage ${event.stage + 1} of ${event.of}`, progress: at };
  }
}
