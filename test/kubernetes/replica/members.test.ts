import { expect, test } from "vitest";
import type { Clock } from "../../../src/core/clock.ts";
import { connect } from "../../../src/kubernetes/client/connect.ts";
import { watchMembers } from "../../../src/kubernetes/replica/members.ts";
import { describeKubernetes } from "../server/kubernetes.ts";

/** A clock that only moves when it is told to. */
function handClock(start: string): Clock & { pass(seconds: number): void } {
  let now = Date.parse(start);
  return { now: () => new Date(now), sleep: async () => undefined, pass: (seconds) => void (now += seconds * 1000) };
}

describeKubernetes("members", (cluster) => {
  const gather = async () => {
    const own = await cluster.namespace();
    const transport = await connect({ kubeconfig: own.kubeconfig });
    // Hours apart: nobody may believe another's clock.
    const clocks = [handClock("2026-01-01T10:00:00Z"), handClock("2026-01-01T18:00:00Z")] as const;
    const member = (identity: string, clock: Clock) =>
      watchMembers(transport, { namespace: own.name, name: "members", identity, seconds: 15, clock });
    const signs = async () => {
      const { stdout } = await own.kubectl(["get", "lease", "members", "-o", "jsonpath={.metadata.annotations}"]);
      return Object.keys(JSON.parse(stdout === "" ? "{}" : stdout) as object).length;
    };
    const pass = (seconds: number) => clocks.forEach((clock) => clock.pass(seconds));
    return { pass, signs, first: member("a-pod-1", clocks[0]), second: member("another-2", clocks[1]) };
  };

  test("see each other, also where all of them are the first", async () => {
    const { first, second } = await gather();
    expect(first.live).toEqual([]);
    await Promise.all([first.beat(), second.beat()]);
    await Promise.all([first.beat(), second.beat()]);
    expect(first.live.toSorted()).toEqual(["a-pod-1", "another-2"]);
    expect(second.live.toSorted()).toEqual(["a-pod-1", "another-2"]);
  });

  test("who shows nothing for a term is taken for dead, is known again when it does, and is forgotten in the end", async () => {
    const { pass, signs, first, second } = await gather();
    await first.beat();
    await second.beat();
    await first.beat();
    pass(10);
    await first.beat();
    expect(first.live).toHaveLength(2);
    pass(6);
    await first.beat();
    expect(first.live).toEqual(["a-pod-1"]);
    await second.beat();
    await first.beat();
    expect(first.live).toHaveLength(2);
    pass(61);
    await first.beat();
    expect([first.live, await signs()]).toEqual([["a-pod-1"], 1]);
  });

  test("who leaves is gone at once", async () => {
    const { signs, first, second } = await gather();
    await first.beat();
    await second.beat();
    await first.leave();
    await second.beat();
    expect([first.live, second.live, await signs()]).toEqual([[], ["another-2"], 1]);
  });
});
