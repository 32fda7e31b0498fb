import { expect, test } from "vitest";
import type { JudgedMember } from "../../../../src/kubernetes/controller/set/member.ts";
import { rolloutStatus } from "../../../../src/kubernetes/controller/set/set-status.ts";
import { ended, setOf } from "./test-members.ts";

test("a set of thousands, none of which is ready, says no more than an object has room for", () => {
  const names = Array.from({ length: 5000 }, (_, at) => `0${String(at).padStart(30, "a")}`);
  const { set, members } = setOf(names, [{}]);
  const failed = members.map((member): JudgedMember => {
    const found = ended(member.wanted, "failed");
    const conditions = found.status?.conditions?.map((condition) => ({ ...condition, message: "why it is not ".repeat(300) })) ?? [];
    return { ...member, found: { ...found, status: { ...found.status, conditions } }, state: "failed" };
  });
  const status = rolloutStatus(set, { rollout: { kind: "done" }, go: [], pauses: [] }, failed, "goes", new Date(0));
  expect(status.targets?.map(({ name }) => name)).toEqual(names.toSorted());
  expect(status.targets?.filter(({ message }) => message !== undefined)).toHaveLength(500);
  expect(Buffer.byteLength(JSON.stringify(status))).toBeLessThan(1_000_000);
});
