import { digestValue } from "../../../core/digest.ts";
import { sourceDigestAnnotation, templateAnnotation, type WavePause } from "../../object/database-set-object.ts";
import type { JudgedMember } from "./member.ts";
import type { Wave } from "./wave.ts";

/** Where a rollout stands. */
export type Rollout =
  /** Every Database is what it is to be; some may have failed, as far as their waves allow. */
  | { readonly kind: "done" }
  /** Some of a wave work, or wait for their turn. */
  | { readonly kind: "underWay"; readonly wave: number }
  /** A wave is through, and the next may not go yet. */
  | { readonly kind: "paused"; readonly wave: number; readonly until: Date }
  /** More have failed than the wave allows. */
  | { readonly kind: "stopped"; readonly wave: number };

export interface RolloutStep {
  readonly rollout: Rollout;
  /** Whose Databases are to become what is wanted, now. */
  readonly go: readonly JudgedMember[];
  readonly pauses: readonly WavePause[];
}

export interface RolloutState {
  readonly waves: readonly Wave[];
  readonly members: readonly JudgedMember[];
  /** Those that began before. */
  readonly pauses: readonly WavePause[];
  readonly now: Date;
}

/** The next step of a rollout, from how its members stand and nothing else: a wave goes when those before it are through. */
export function nextStep({ waves, members, pauses: before, now }: RolloutState): RolloutStep {
  const pauses: WavePause[] = [];
  const step = (rollout: Rollout, go: readonly JudgedMember[] = []): RolloutStep => ({ rollout, go, pauses });
  for (const wave of waves) {
    const { index } = wave;
    const own = members.filter((member) => member.wave === index);
    const count = (state: JudgedMember["state"]): number => own.filter((member) => member.state === state).length;
    if (count("failed") > wave.maxFailures) return step({ kind: "stopped", wave: index });
    const behind = own.filter(({ state }) => state === "behind");
    if (behind.length + count("held") + count("underWay") > 0) {
      const room = Math.max(0, wave.maxConcurrent - count("underWay"));
      return step({ kind: "underWay", wave: index }, behind.slice(0, room));
    }
    const waits = members.some((member) => member.wave > index && (member.state === "behind" || member.state === "held"));
    if (wave.pauseFor === 0 || own.length === 0) continue;
    const pause = pauseBehind(wave, members, before, waits ? now : undefined);
    if (pause === undefined) continue;
    pauses.push(pause);
    if (waits && new Date(pause.until) > now) return step({ kind: "paused", wave: index, until: new Date(pause.until) });
  }
  return step({ kind: "done" });
}

/** The pause that this rollout has begun, or, where somebody waits for its end, begins now. */
function pauseBehind(
  { index, pauseFor }: Wave,
  members: readonly JudgedMember[],
  before: readonly WavePause[],
  now: Date | undefined,
): WavePause | undefined {
  const through = members
    .filter(({ wave }) => wave <= index)
    .map(({ target, wanted, found }) => ({
      target,
      digest: wanted.metadata.annotations?.[templateAnnotation],
      source: wanted.metadata.annotations?.[sourceDigestAnnotation] ?? found?.status?.source?.digest,
    }));
  const rollout = digestValue(through);
  const begun = before.find((pause) => pause.wave === index && pause.rollout === rollout);
  return begun ?? (now && { wave: index, rollout, until: new Date(now.getTime() + pauseFor).toISOString() });
}
