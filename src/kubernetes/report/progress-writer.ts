import type { Milliseconds } from "../../core/duration.ts";
import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { ExecutionEvent } from "../../execute/execution-event.ts";
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

/** Shows how far a run is, at most every ten seconds, and never makes it wait. */
export function progressWriter({ clock, logger }: ProgressOptions, show: (status: Status) => Promise<void>): ProgressWriter {
  let last = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> | undefined;
  let ended = false;
  return {
    take(event) {
      const now = clock.now();
      const situation = situationOf(event);
      if (ended || writing !== undefined || situation === null || now.getTime() - last < pause) return;
      last = now.getTime();
      const { text, progress } = described(event);
      const findings = { ...nothingFound(""), progress };
      const { status } = makeOutcome({ situation, message: text, findings, now });
      writing = show(status)
        .catch((error: unknown) => logger.log("warn", "progress.failed", { error: errorText(error) }))
        .finally(() => {
          writing = undefined;
        });
    },
    async end() {
      ended = true;
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

function described(event: ExecutionEvent): { readonly text: string; readonly progress: ProgressSummary | null } {
  const revision = ("revision" in event ? event.revision : null) ?? "the difference";
  if (!("stage" in event)) return { text: `Applies ${revision}`, progress: null };
  const at = { revision, stage: event.stage, of: event.of };
  switch (event.kind) {
    case "batchDone":
      return { text: `Fills ${revision}: ${event.backfill.rows} rows`, progress: { ...at, backfill: paceOf(event.backfill) } };
    case "retrying":
      return { text: `Tries ${revision} again: ${event.reason}`, progress: { ...at, error: event.reason } };
    case "stageStarted":
    case "stageDone":
    case "recovered":
      return { text: `Applies ${revision}, stage ${event.stage + 1} of ${event.of}`, progress: at };
  }
}
