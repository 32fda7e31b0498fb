import { expect, test } from "vitest";
import type { Clock } from "../../../src/core/clock.ts";
import { connect } from "../../../src/kubernetes/client/connect.ts";
import { leaseSeat, type LeaseSeat } from "../../../src/kubernetes/client/lease.ts";
import { describeKubernetes } from "../server/kubernetes.ts";

/** A clock that only moves when it is told to. */
function handClock(start: string): Clock & { pass(seconds: number): void } {
  let now = Date.parse(start);
  return { now: () => new Date(now), sleep: async () => undefined, pass: (seconds) => void (now += seconds * 1000) };
}

describeKubernetes("a Lease", (cluster) => {
  const race = async () => {
    const own = await cluster.namespace();
    const transport = await connect({ kubeconfig: own.kubeconfig });
    // Hours apart: nobody may believe another's clock.
    const clocks = [handClock("2026-01-01T10:00:00Z"), handClock("2026-01-01T18:00:00Z")] as const;
    const seat = (identity: string, clock: Clock): LeaseSeat =>
      leaseSeat(transport, { namespace: own.name, name: "operator", identity, seconds: 15, clock });
    const pass = (seconds: number) => clocks.forEach((clock) => clock.pass(seconds));
    return { own, pass, first: seat("first", clocks[0]), second: seat("second", clocks[1]) };
  };

  test("is of one at a time, and goes to the next when it is not renewed", async () => {
    const { own, pass, first, second } = await race();
    expect(await first.hold()).toEqual({ kind: "held" });
    expect(await second.hold()).toEqual({ kind: "elsewhere", holder: "first" });
    pass(10);
    expect(await first.hold()).toEqual({ kind: "held" });
    pass(10);
    expect(await second.hold()).toEqual({ kind: "elsewhere", holder: "first" });
    expect(first.isHeld()).toBe(true);
    pass(16);
    expect(first.isHeld()).toBe(false);
    expect(await second.hold()).toEqual({ kind: "held" });
    expect(await first.hold()).toEqual({ kind: "elsewhere", holder: "second" });
    const { stdout } = await own.kubectl([
      "get",
      "lease",
      "operator",
      "-o",
      "jsonpath={.spec.leaseTransitions} {.spec.holderIdentity} {.spec.renewTime}",
    ]);
    expect(stdout).toMatch(/^1 second 2026-01-01T18:00:36\.000000Z$/);
  });

  test("lasts no longer for a clock that is set back, be it that of who has it or that of who waits for it", async () => {
    const { pass, first, second } = await race();
    await first.hold();
    expect(await second.hold()).toEqual({ kind: "elsewhere", holder: "first" });
    pass(-3600);
    expect(first.isHeld()).toBe(false);
    expect(await second.hold()).toEqual({ kind: "elsewhere", holder: "first" });
    pass(16);
    expect(await second.hold()).toEqual({ kind: "held" });
  });

  test("is handed on at once where it is released", async () => {
    const { first, second } = await race();
    await first.hold();
    await first.release();
    expect(first.isHeld()).toBe(false);
    expect(await second.hold()).toEqual({ kind: "held" });
    await first.release();
    expect(second.isHeld()).toBe(true);
  });

  test("that is free goes to one of many that ask at once", async () => {
    const { first, second } = await race();
    const states = await Promise.all([first.hold(), second.hold()]);
    expect(states.filter(({ kind }) => kind === "held")).toHaveLength(1);
  });
});
