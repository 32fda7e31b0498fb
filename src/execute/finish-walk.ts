import type { Change } from "../change/change.ts";
import { invert } from "../change/invert.ts";
import { serialiseChanges } from "../change/serialise-changes.ts";
import type { Digest } from "../core/digest.ts";
import type { RevisionWalk, Stage, StepOutcome } from "../instruction/plan.ts";
import type { ObjectRef } from "../model/ref.ts";
import { contractId } from "../plan/contract-half.ts";
import { serialiseSteps, undoesAlready } from "../plan/step-outcomes.ts";
import type { HistoryEntry, JournalWrite } from "../port/journal.ts";
import { differenceOutcome } from "./difference-record.ts";
import { effectsOf } from "./effects-of.ts";
import type { Execution } from "./execution.ts";
import { chainEntry } from "./history-chain.ts";
import { objectsWrite } from "./owned-objects.ts";
import { differenceKey } from "./walk-record.ts";

/** When a walk began, and of which plan it is. */
export interface Start {
  readonly planDigest: Digest;
  readonly startedAt: Date;
}

/** What the end of a walk is put together from. */
type Recorder = Pick<Execution, "view" | "by" | "clock">;

/** What the end of a revision's walk writes: its entry, the heads, what is ours now, and that nothing of it is under way any more. */
export function finishWalk(execution: Recorder, walk: RevisionWalk, start: Start): readonly JournalWrite[] {
  const { revision, direction, outcome, digest, message, parents, heads, steps, pendingContract, replaced = [] } = walk;
  const kind = direction === "up" ? "upgrade" : "downgrade";
  const entries = entriesOf(execution, start, [
    ...replaced.map(
      ({ id, revises, digest }) => ({ kind, revision: id, message, parents: revises, digest, outcome, steps: serialiseSteps([]) }) as const,
    ),
    { kind, revision, message, parents, digest, outcome, steps: serialiseSteps(steps) },
  ]);
  const names = [revision, ...replaced.map(({ id }) => id)];
  const since = execution.clock.now().toISOString();
  return [
    ...entries.map((entry) => ({ kind: "history", entry }) as const),
    ...(heads.add.length + heads.remove.length === 0 ? [] : [{ kind: "heads", ...heads } as const]),
    ...(pendingContract === null
      ? []
      : [{ kind: "pendingAdd", pending: { id: pendingContract.id, since, changes: serialiseChanges(pendingContract.changes) } } as const]),
    // Its own half when that is what ran; that of a revision which is no longer there.
    ...[revision, ...(direction === "down" ? names.map(contractId) : [])]
      .filter((id) => execution.view.pending.has(id))
      .map((id) => ({ kind: "pendingRemove", id }) as const),
    ...(direction === "down" ? names.map((name) => ({ kind: "insertedForget", revision: name }) as const) : []),
    ...ownedBy(
      execution,
      [...heldAlready(steps), ...effectsOf(walk.stages)],
      steps.flatMap(({ left }) => left ?? []),
    ),
    ...closing(execution, revision, walk.stages),
  ];
}

/** What a hand had done of the steps: theirs is what they name all the same. */
const heldAlready = (steps: readonly StepOutcome[]): readonly Change[] => steps.flatMap((step) => invert(undoesAlready(step)) ?? []);

/** The end of a walk back: as if the walk had never begun. Nothing that it touched is ours for that: only its end would have said so. */
export const finishUndo = (execution: Recorder, { revision, direction, stages }: RevisionWalk): readonly JournalWrite[] => [
  // Of a revision that stays the rows that it inserted are remembered.
  ...(direction === "down" ? [{ kind: "insertedForget", revision } as const] : []),
  { kind: "backfillRemove", revision },
  ...closing(execution, revision, stages),
];

/** The end of a computed difference: an entry of its own, with what undoes all of it. */
export const finishDifference = (
  execution: Recorder,
  stages: readonly Stage[],
  start: Start,
  inverse: StepOutcome["inverse"],
): readonly JournalWrite[] => [
  differenceEntry(execution, start, differenceOutcome(inverse)),
  // What the stages before made is ours already.
  ...owning(execution, stages.slice(-1)),
  ...closing(execution, differenceKey, stages),
];

export const differenceEntry = (execution: Recorder, start: Start, outcome: StepOutcome): JournalWrite => ({
  kind: "history",
  entry: entryOf(execution, start, {
    kind: "declarative",
    revision: null,
    message: "",
    parents: [],
    digest: null,
    outcome: "applied",
    steps: serialiseSteps([outcome]),
  }),
});

/** What stages make is ours, what they drop is not any more. */
export const owning = (recorder: Pick<Recorder, "view">, stages: readonly Stage[]): readonly JournalWrite[] =>
  ownedBy(recorder, effectsOf(stages));

function ownedBy({ view }: Pick<Recorder, "view">, effects: readonly Change[], left: readonly ObjectRef[] = []): readonly JournalWrite[] {
  const objects = objectsWrite(effects, view.objects, left);
  return objects === null ? [] : [objects];
}

/** Its progress is written after the end was put together, where it is the last stage. */
const saysThatItStarts = ({ mode }: Stage): boolean => mode === "autocommit" || mode === "batches";

const closing = ({ view }: Pick<Recorder, "view">, key: string, stages: readonly Stage[]): readonly JournalWrite[] => [
  ...(stages.some(({ mode }) => mode === "batches") ? [{ kind: "backfillRemove", revision: key } as const] : []),
  ...(view.progress.has(key) || stages.some(saysThatItStarts) ? [{ kind: "progressDone", revision: key } as const] : []),
];

type Said = Pick<HistoryEntry, "kind" | "revision" | "message" | "parents" | "digest" | "outcome" | "steps">;

const entryOf = ({ view, by, clock }: Recorder, { planDigest, startedAt }: Start, said: Said, last = view.last): HistoryEntry =>
  chainEntry({ ...said, planDigest, by, startedAt: startedAt.toISOString(), endedAt: clock.now().toISOString() }, last);

/** Each follows the one before it. */
function entriesOf(recorder: Recorder, start: Start, all: readonly Said[]): readonly HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (const said of all) entries.push(entryOf(recorder, start, said, entries.at(-1)));
  return entries;
}
