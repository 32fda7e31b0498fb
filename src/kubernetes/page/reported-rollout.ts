import { formatDuration } from "../../core/duration.ts";
import type { PageSet, PageTarget, PageWave } from "../../page/page-set.ts";
import type { DatabaseSetSpec } from "../../resource/shape/database-set.shape.ts";
import { standings } from "../../status/situation.ts";
import { keyOf } from "../client/api-object.ts";
import { type Wave, wavesOf } from "../controller/set/wave.ts";
import type { DatabaseSetObject, WavePause } from "../object/database-set-object.ts";
import { isSeen } from "../remote/reported-outcome.ts";
import { reportedSet, type SetReport } from "../remote/set-status.ts";

/** A DatabaseSet as its spec and the operator tell of it. */
export function reportedRollout(object: DatabaseSetObject): PageSet {
  const { report } = reportedSet(object);
  const { reason, message, conditions, diagnostics, total, ready, failed, wave } = report;
  const { namespace = "default" } = object.metadata;
  const targets = report.targets.map(
    ({ database, ...target }): PageTarget => ({
      ...target,
      key: `${namespace}/${database}`,
      isFailed: target.ready !== "True" && target.reason !== undefined && failures.has(target.reason),
    }),
  );
  const stands = isSeen(object)
    ? (one: Wave) => standOf(one, report, object.status?.pauses ?? [])
    : () => ({ state: "not known" }) as const;
  const waves = wavesOf((object.spec ?? {}) as DatabaseSetSpec)
    .map((one) => ({ ...limitsOf(one), ...countsOf(targets.filter((target) => target.wave === one.index)), ...stands(one) }))
    // The one for what no other selects is there for nobody, as a rule.
    .filter(({ targets: has, labels }) => has > 0 || Object.keys(labels).length > 0);
  return { key: keyOf(object), reason, message, conditions, diagnostics, total, ready, failed, wave, waves, targets };
}

/** Reasons of a Database, or of its set, for which its wave counts it as failed. */
const failures: ReadonlySet<string> = new Set([
  "OwnedElsewhere",
  ...Object.values(standings)
    .filter(({ beside }) => beside.includes("Stalled"))
    .map(({ reason }) => reason),
]);

const limitsOf = ({ index, labels, maxConcurrent, pauseFor, maxFailures }: Wave) => ({
  index,
  labels,
  maxConcurrent: Number.isFinite(maxConcurrent) ? maxConcurrent : null,
  pauseFor: pauseFor === 0 ? null : formatDuration(pauseFor),
  maxFailures: Number.isFinite(maxFailures) ? maxFailures : null,
});

const countsOf = (targets: readonly PageTarget[]): Pick<PageWave, "targets" | "ready" | "failed"> => ({
  targets: targets.length,
  ready: targets.filter(({ ready }) => ready === "True").length,
  failed: targets.filter(({ isFailed }) => isFailed).length,
});

/** What the operator says of the rollout, for one of its waves. */
function standOf({ index }: Wave, { wave, reason }: SetReport, pauses: readonly WavePause[]): Pick<PageWave, "state" | "until"> {
  const state = states.get(reason);
  if (state === undefined) return { state: "not known" };
  if (wave === null || index < wave) return { state: "through" };
  if (index > wave) return { state: "not begun" };
  const pause = pauses.find((one) => one.wave === index);
  return state === "paused" && pause !== undefined ? { state, until: pause.until } : { state };
}

/** How the wave stands that is under way, by the reason of the whole; any other reason is not about waves. */
const states: ReadonlyMap<string, PageWave["state"]> = new Map([
  [standings.applying.reason, "under way"],
  [standings.awaitingRollout.reason, "paused"],
  [standings.suspended.reason, "rests"],
  [standings.failed.reason, "stopped"],
  [standings.inSync.reason, "through"],
]);
