import { describe, expect, test } from "vitest";
import type { JudgedMember, Member, MemberState } from "../../../../src/kubernetes/controller/set/member.ts";
import { describeRollout } from "../../../../src/kubernetes/controller/set/describe-rollout.ts";
import { nextStep } from "../../../../src/kubernetes/controller/set/rollout.ts";
import type { DatabaseSetSpec } from "../../../../src/resource/shape/database-set.shape.ts";
import type { WavePause } from "../../../../src/kubernetes/object/database-set-object.ts";
import { setOf } from "./test-members.ts";

const now = new Date("2026-01-01T00:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

const judged = (members: readonly Member[], states: Readonly<Record<string, MemberState>>): readonly JudgedMember[] =>
  members.map((member) => ({ ...member, state: states[member.target] ?? "behind" }));

function step(
  states: Readonly<Record<string, MemberState>>,
  waves: DatabaseSetSpec["waves"],
  { pauses = [], at = now }: { readonly pauses?: readonly WavePause[]; readonly at?: Date } = {},
) {
  const set = setOf(Object.keys(states), waves);
  const members = judged(set.members, states);
  const { go, ...rest } = nextStep({ waves: set.waves, members, pauses, now: at });
  return { ...rest, members, go: go.map(({ target }) => target) };
}

describe("the next step of a rollout", () => {
  test("without waves all go at once, whatever becomes of the others", () => {
    expect(step({ "0a": "behind", "0b": "behind" }, undefined)).toMatchObject({ go: ["0a", "0b"] });
    expect(step({ "0a": "failed", "0b": "behind" }, undefined)).toMatchObject({ go: ["0b"], rollout: { kind: "underWay" } });
    expect(step({ "0a": "failed", "0b": "ready" }, undefined)).toMatchObject({ rollout: { kind: "done" } });
  });

  test("a wave goes when the one before is through", () => {
    expect(step({ "0a": "underWay", "1b": "behind" }, [{}, {}])).toMatchObject({ go: [], rollout: { kind: "underWay", wave: 0 } });
    expect(step({ "0a": "ready", "1b": "behind" }, [{}, {}])).toMatchObject({ go: ["1b"], rollout: { kind: "underWay", wave: 1 } });
    expect(step({ "0a": "ready", "1b": "ready" }, [{}, {}])).toMatchObject({ go: [], rollout: { kind: "done" } });
  });

  test("whom no wave selects goes last", () =>
    expect(step({ "0a": "ready", "7z": "behind" }, [{}])).toMatchObject({ go: ["7z"], rollout: { kind: "underWay", wave: 1 } }));

  test("of a wave no more than maxConcurrent work at a time", () => {
    const waves = [{ maxConcurrent: 2 }];
    expect(step({ "0a": "behind", "0b": "behind", "0c": "behind" }, waves).go).toEqual(["0a", "0b"]);
    expect(step({ "0a": "underWay", "0b": "behind", "0c": "behind" }, waves).go).toEqual(["0b"]);
    expect(step({ "0a": "underWay", "0b": "underWay", "0c": "behind" }, waves).go).toEqual([]);
  });

  test("who may not go yet takes nobody's place", () =>
    expect(step({ "0a": "behind", "0b": "held" }, [{ maxConcurrent: 1 }]).go).toEqual(["0a"]));

  test("one failure stops it, or as many as are allowed and one more", () => {
    expect(step({ "0a": "failed", "0b": "behind", "1c": "behind" }, [{}, {}])).toMatchObject({
      go: [],
      rollout: { kind: "stopped", wave: 0 },
    });
    expect(step({ "0a": "failed", "0b": "behind", "1c": "behind" }, [{ maxFailures: 1 }, {}])).toMatchObject({ go: ["0b"] });
    expect(step({ "0a": "failed", "0b": "failed", "1c": "behind" }, [{ maxFailures: 1 }, {}])).toMatchObject({
      go: [],
      rollout: { kind: "stopped", wave: 0 },
    });
    expect(step({ "0a": "failed", "0b": "ready", "1c": "behind" }, [{ maxFailures: 1 }, {}])).toMatchObject({
      go: ["1c"],
      rollout: { kind: "underWay", wave: 1 },
    });
  });

  test("a pause begins when a wave is through, lasts, ends, and begins anew for another rollout", () => {
    const waves = [{ pauseFor: "60s" }, {}];
    const first = step({ "0a": "ready", "1b": "behind" }, waves);
    expect(first).toMatchObject({ go: [], rollout: { kind: "paused", wave: 0, until: later(60) } });
    const { pauses } = first;
    expect(step({ "0a": "ready", "1b": "behind" }, waves, { pauses, at: later(59) })).toMatchObject({
      go: [],
      rollout: { until: later(60) },
      pauses,
    });
    expect(step({ "0a": "ready", "1b": "behind" }, waves, { pauses, at: later(60) })).toMatchObject({ go: ["1b"], pauses });
    // Somebody new in the later wave waits for no pause that is over.
    expect(step({ "0a": "ready", "1b": "ready", "1c": "behind" }, waves, { pauses, at: later(99) })).toMatchObject({ go: ["1c"], pauses });
    const other = pauses.map((pause) => ({ ...pause, rollout: "another" }));
    expect(step({ "0a": "ready", "1b": "behind" }, waves, { pauses: other, at: later(99) })).toMatchObject({
      go: [],
      rollout: { until: later(159) },
    });
  });

  test("nobody pauses where nobody waits", () =>
    expect(step({ "0a": "ready", "1b": "ready" }, [{ pauseFor: "60s" }, {}])).toMatchObject({ rollout: { kind: "done" }, pauses: [] }));

  test("is told in a sentence", () => {
    const { rollout, members } = step({ "0a": "failed", "0b": "behind", "1c": "behind" }, [{}, {}]);
    expect(describeRollout(rollout, members)).toBe("Wave 0 stopped the rollout, failed: shop-0a; 2 databases are left as they are");
  });
});
