import type { Digest } from "../core/digest.ts";
import { DatabaseError, type KeelsonErrorOptions } from "../core/error.ts";
import type { ProbeInstruction } from "../instruction/instruction.ts";
import type { Direction, Stage } from "../instruction/plan.ts";
import { statementsOf } from "../plan/statements.ts";
import type { JournalWrite, Progress } from "../port/journal.ts";
import type { Execution } from "./execution.ts";
import { persist, persistWrites, type Place } from "./persist.ts";
import { runBatches } from "./run-batches.ts";
import type { SentWalk } from "./send-ahead.ts";

/** Stages in a row that end in one entry of the journal: a revision's walk, its undoing, or a computed difference. */
export interface Journey {
  /** What its progress stands under. */
  readonly key: string;
  readonly revision: string | null;
  readonly direction: Direction;
  readonly planDigest: Digest;
  readonly stages: readonly Stage[];
  readonly verify: readonly ProbeInstruction[];
  /** The stage to go on at. */
  readonly from: number;
  /** What the next run needs to go on where so many stages are done, and the one after them in this state. */
  record(done: number, state: Progress["state"]): string;
  /** What a stage that is not the last writes beside its progress. */
  passed(stage: Stage): readonly JournalWrite[];
  /** What its end writes. */
  finish(): readonly JournalWrite[];
  /** Its only stage, where that was sent ahead. */
  readonly sent?: SentWalk;
}

/** A revision's own check did not hold: it is not recorded. */
export class VerificationError extends DatabaseError {
  /** Which of the checks of its revision. */
  readonly check: number;

  constructor(message: string, { check, ...options }: KeelsonErrorOptions & { readonly check: number }) {
    super(message, options);
    this.check = check;
  }
}

/**
 * Runs what is left of it. The last stage carries the journal's rows in its own transaction where it can, so that a revision of one stage
 * costs one message. `onStage` is told which stage runs, for what a failure leaves behind.
 */
export async function runStages(execution: Execution, journey: Journey, onStage: (stage: number) => void): Promise<void> {
  const { stages, verify, revision, from } = journey;
  const of = stages.length;
  let recorded: "yes" | "no" = "no";
  for (const stage of stages.slice(from)) {
    onStage(stage.index);
    const place: Place = { revision, stage: stage.index, of };
    const ends = stage.index === of - 1 && verify.length === 0;
    const started = performance.now();
    const statements = stage.instructions.flatMap(statementsOf).map(({ sql }) => sql);
    execution.onEvent({ kind: "stageStarted", ...place, mode: stage.mode, statements });
    await runStage(
      execution,
      journey,
      stage,
      place,
      ends ? journey.finish() : [progressOf(journey, stage.index + 1, "done"), ...journey.passed(stage)],
    );
    if (ends) recorded = "yes";
    execution.onEvent({ kind: "stageDone", ...place, milliseconds: performance.now() - started });
  }
  const end: Place = { revision, stage: of, of };
  onStage(of);
  for (const [check, probe] of verify.entries()) await verifyOne(execution, end, probe, check);
  if (recorded === "no") await persistWrites(execution, end, journey.finish());
}

async function runStage(execution: Execution, journey: Journey, stage: Stage, place: Place, done: readonly JournalWrite[]): Promise<void> {
  const { stages } = execution.session;
  switch (stage.mode) {
    case "transaction":
    case "rebuild":
      return persist(execution, place, done, (context) => stages.transaction(stage, done, context), journey.sent);
    case "autocommit": {
      const started = [progressOf(journey, stage.index, "started")];
      return persist(execution, place, done, (context) => stages.autocommit(stage, { started, done }, context));
    }
    case "batches":
      await persistWrites(execution, place, [progressOf(journey, stage.index, "started")]);
      for (const instruction of stage.instructions) if (instruction.kind === "batch") await runBatches(execution, place, instruction);
      return persistWrites(execution, place, done);
  }
}

export function progressOf(journey: Journey, stage: number, state: Progress["state"], error: string | null = null): JournalWrite {
  const { key, direction, planDigest, stages } = journey;
  return {
    kind: "progress",
    progress: { revision: key, direction, planDigest, stage, of: stages.length, state, error, walk: journey.record(stage, state) },
  };
}

async function verifyOne(execution: Execution, place: Place, probe: ProbeInstruction, check: number): Promise<void> {
  let answer: string | null = null;
  await persist(execution, place, [], async (context) => {
    answer = await execution.session.stages.probe(probe, context);
  });
  if (answer === probe.expect) return;
  const code = "verify-failed";
  const message = `${probe.message}: expected ${probe.expect}, got ${answer ?? "nothing"}`;
  throw new VerificationError(message, { code, check, remedy: "Correct the data, or the revision, and run again" });
}
