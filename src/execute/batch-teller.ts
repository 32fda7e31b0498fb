import type { BackfillProgress } from "../port/journal.ts";
import type { BatchReport } from "../port/stage-runner.ts";
import { asSteps, isPart, stepOf } from "./backfill-parts.ts";
import type { Execution } from "./execution.ts";
import type { BatchDone, HeldBackBy } from "./execution-event.ts";
import type { Place } from "./persist.ts";

/** Tells how far a backfill is, and why it does not go on. */
export class BatchTeller {
  readonly #execution: Execution;
  readonly #place: Place;
  readonly #id: string;
  /** Of the batch that was last told of. */
  readonly #told = new Set<HeldBackBy>();

  constructor(execution: Execution, place: Place, id: string) {
    this.#execution = execution;
    this.#place = place;
    this.#id = id;
  }

  done({ progress, rows, milliseconds }: BatchReport): void {
    if (progress.state === "paused" && this.#told.has("pause")) return;
    if (rows > 0) this.#told.clear();
    this.#execution.onEvent({ kind: "batchDone", ...this.#place, ...this.#asSeen(progress), rows, milliseconds });
  }

  /** Once for a reason after each batch that did something. */
  heldBack(by: HeldBackBy): void {
    const progress = this.#execution.view.backfill(this.#place.revision ?? "", this.#id);
    if (progress === undefined || this.#told.has(by)) return;
    this.#told.add(by);
    this.#execution.onEvent({ kind: "heldBack", ...this.#place, backfill: this.#asSeen(progress).backfill, by });
  }

  /** What one worker of several has done, as a part of the whole step. */
  #asSeen(progress: BackfillProgress): Pick<BatchDone, "backfill" | "part"> {
    if (!isPart(progress)) return { backfill: progress };
    const [step] = asSteps(this.#execution.view.partsOf(progress.revision, stepOf(progress)));
    return { backfill: step ?? progress, part: progress.id };
  }
}
