import type { Digest } from "../core/digest.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import type { JournalWrite } from "../port/journal.ts";
import { effectsOf } from "./effects-of.ts";
import type { Execution } from "./execution.ts";
import { finishWalk } from "./finish-walk.ts";
import { historyEnd, type JournalView } from "./journal-view.ts";

/** A walk of one stage that is on its way to the server, perhaps before those ahead of it have answered. */
export interface SentWalk {
  readonly writes: readonly JournalWrite[];
  /** How its transaction ended. Once it has failed nothing else is on its way. @throws StageError */
  answer(): Promise<void>;
  /** After an answer was lost: whether a walk sent behind this one is where the history ends, so that this one is in it as well. */
  isBefore(last: JournalView["last"]): boolean;
}

interface Flight {
  readonly index: number;
  readonly writes: readonly JournalWrite[];
  readonly result: Promise<void>;
}

/**
 * Sends the stages of the next walks before the earlier ones have answered, as many as the dialect takes at once, so that the server never
 * waits for us. Only walks of one ordinary transaction; each names the entry of the history that it follows, so that none runs whose
 * predecessor failed. What is sent when the run is asked to stop is still waited for.
 */
export class AheadWalks {
  readonly #execution: Execution;
  readonly #walks: readonly RevisionWalk[];
  readonly #planDigest: Digest;
  readonly #depth: number;
  #flights: Flight[] = [];
  /** Sent behind one that failed. */
  #dropped: readonly Flight[] = [];
  /** The journal as it will be once all that is on its way has committed. */
  #expected: JournalView | undefined;

  constructor(execution: Execution, walks: readonly RevisionWalk[], planDigest: Digest) {
    this.#execution = execution;
    this.#walks = walks;
    this.#planDigest = planDigest;
    this.#depth = execution.session.stages.depth ?? 1;
  }

  /** To be asked for each walk in turn, when the one before has ended; undefined: it is to be run by itself. */
  take(index: number): SentWalk | undefined {
    this.#recall(index);
    this.#send(index);
    const flight = this.#flights[0]?.index === index ? this.#flights.shift() : undefined;
    if (flight === undefined) return undefined;
    return {
      writes: flight.writes,
      answer: () => this.#answerOf(flight),
      isBefore: (last) => this.#dropped.some(({ writes }) => last !== null && historyEnd(writes)?.hash === last.hash),
    };
  }

  /** Waits for all that is on its way. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#flights.map(({ result }) => result));
    this.#dropped = this.#flights;
    this.#flights = [];
    this.#expected = undefined;
  }

  async #answerOf({ result }: Flight): Promise<void> {
    try {
      await result;
    } catch (error) {
      await this.settle();
      throw error;
    }
  }

  /** Those whose answers were lost and that the journal has all the same count as answered. */
  #recall(index: number): void {
    if (this.#dropped.length === 0) return;
    const last = this.#execution.view.last?.hash;
    const reached = this.#dropped.findIndex(({ writes }) => historyEnd(writes)?.hash === last);
    this.#flights = this.#dropped
      .slice(0, reached + 1)
      .filter((flight) => flight.index >= index)
      .map((flight) => ({ ...flight, result: Promise.resolve() }));
    this.#expected = this.#execution.view.fork();
    this.#dropped = [];
  }

  #send(index: number): void {
    const { view, signal, cancel } = this.#execution;
    if (signal.aborted || cancel.aborted) return;
    if (this.#flights.length === 0) this.#expected = undefined;
    // Several at a time, so that they travel together.
    else if (this.#flights.length > this.#depth / 2) return;
    for (let next = (this.#flights.at(-1)?.index ?? index - 1) + 1; this.#flights.length < this.#depth; next++) {
      const walk = this.#walks[next];
      if (walk === undefined || !this.#maySend(walk)) return;
      const ahead = this.#flights.at(-1);
      // One alone gains nothing.
      if (ahead === undefined ? !this.#isFollowed(next) : this.#endsRow(ahead.index)) return;
      this.#expected ??= view.fork();
      this.#flights.push(this.#fly(next, walk, this.#expected, ahead === undefined ? undefined : this.#expected.last?.hash));
    }
  }

  #isFollowed(index: number): boolean {
    const next = this.#walks[index + 1];
    return next !== undefined && this.#maySend(next) && !this.#endsRow(index);
  }

  /** What people wrote may change the settings of the session, which are looked after when it has answered. */
  #endsRow(index: number): boolean {
    return effectsOf(this.#walks[index]?.stages ?? []).some(({ kind }) => kind === "opaque");
  }

  #maySend({ revision, stages, verify }: RevisionWalk): boolean {
    const [stage] = stages;
    return (
      stages.length === 1 &&
      stage?.mode === "transaction" &&
      verify.length === 0 &&
      stage.instructions.every((instruction) => instruction.kind === "statement" && instruction.long === "no") &&
      !this.#execution.view.progress.has(revision)
    );
  }

  #fly(index: number, walk: RevisionWalk, expected: JournalView, after: string | undefined): Flight {
    const { session, clock, by } = this.#execution;
    const writes = finishWalk({ view: expected, clock, by }, walk, { planDigest: this.#planDigest, startedAt: clock.now() });
    const result = session.stages.transaction(walk.stages[0] as Stage, writes, {
      ...this.#execution.stageContext(),
      ...(after === undefined ? {} : { after }),
      ...(this.#isFollowed(index) ? { flush: "later" } : {}),
    });
    // Who takes it is told; until then a failure is nobody's.
    result.catch(() => undefined);
    expected.note(writes);
    return { index, writes, result };
  }
}
