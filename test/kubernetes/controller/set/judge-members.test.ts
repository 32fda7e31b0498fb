import { describe, expect, test } from "vitest";
import { judgeMembers } from "../../../../src/kubernetes/controller/set/judge-members.ts";
import type { Member } from "../../../../src/kubernetes/controller/set/member.ts";
import { sourceDigestAnnotation } from "../../../../src/kubernetes/object/database-set-object.ts";
import type { DatabaseObject } from "../../../../src/kubernetes/object/database-object.ts";
import { ended, found, setOf } from "./test-members.ts";

const { members } = setOf(["0a", "0b", "1c"], [{}, {}]);
const states = (all: readonly Member[], order: "followed" | "free" = "followed") => judgeMembers(all, order).map(({ state }) => state);
const allowed = (all: readonly Member[]) =>
  judgeMembers(all, "followed").map(({ wanted }) => wanted.metadata.annotations?.[sourceDigestAnnotation] ?? null);
const ready = (wanted: DatabaseObject) => ended(wanted, "inSync");
const stalled = (wanted: DatabaseObject) => ended(wanted, "failed");

describe("who follows the source", () => {
  test("without waves each Database goes where its source is", () =>
    expect(states(members, "free")).toEqual(["behind", "behind", "behind"]));

  test("with waves the first goes, and the others wait for it", () => {
    expect(states(members)).toEqual(["behind", "held", "held"]);
    expect(states(found(members, { "0a": (wanted) => ended(wanted, "applying") }))).toEqual(["underWay", "held", "held"]);
  });

  test("once the first is ready the others may go to its very state of the source", () => {
    const now = found(members, { "0a": ready });
    expect(states(now)).toEqual(["ready", "behind", "behind"]);
    expect(allowed(now)).toEqual([null, "one", "one"]);
  });

  test("a source that has moved on is behind for all but the first, and who was allowed an older state waits there", () => {
    const old = {
      "0b": (wanted: DatabaseObject) => ended(wanted, "awaitingRollout", "one", "one"),
      "1c": (wanted: DatabaseObject) => ended(wanted, "inSync", "one", "one"),
    };
    expect(states(found(members, { "0a": (wanted) => ended(wanted, "applying", "two"), ...old }))).toEqual(["underWay", "held", "ready"]);
    expect(states(found(members, { "0a": (wanted) => ended(wanted, "inSync", "two"), ...old }))).toEqual(["ready", "behind", "behind"]);
  });

  test("who was let go and has not looked yet is under way, though it was ready before", () => {
    const now = found(members, {
      "0a": (wanted) => ended(wanted, "inSync", "two"),
      "0b": (wanted) => ended(wanted, "inSync", "one", "two"),
    });
    expect(states(now)).toEqual(["ready", "underWay", "behind"]);
  });

  test("who fails passes the lead on", () => {
    const now = found(members, { "0a": stalled });
    expect(states(now)).toEqual(["failed", "behind", "held"]);
    expect(allowed(now)).toEqual([null, null, null]);
  });
});

describe("how one stands", () => {
  const one = (make: (wanted: DatabaseObject) => DatabaseObject) => judgeMembers(found(members, { "0a": make }), "free")[0];
  const with_ =
    (metadata: object, spec: object = {}) =>
    (wanted: DatabaseObject) => {
      const database = ready(wanted);
      return { ...database, metadata: { ...database.metadata, ...metadata }, spec: { ...database.spec, ...spec } };
    };

  test.each([
    ["what somebody changed by hand is behind", with_({}, { dialect: "postgresql" }), "behind"],
    ["a field that the set does not give is somebody else's", with_({}, { planHistoryLimit: 3 }), "ready"],
    ["what nobody has looked at since it changed is under way", with_({ generation: 2 }), "underWay"],
    ["one that belongs to nobody is adopted", with_({ ownerReferences: [] }), "behind"],
    ["one that is being deleted is waited for", with_({ deletionTimestamp: "2026-01-01T00:00:00Z" }), "underWay"],
    ["one that somebody suspended is waited for", (wanted: DatabaseObject) => ended(wanted, "suspended"), "underWay"],
    ["drift that is only reported is no failure", (wanted: DatabaseObject) => ended(wanted, "driftReported"), "ready"],
  ] as const)("%s", (_name, make, state) => expect(one(make)?.state).toBe(state));

  test("one of another owner is never touched", () => {
    const other = with_({ ownerReferences: [{ apiVersion: "x/v1", kind: "Other", name: "else", uid: "u", controller: true }] });
    expect(one(other)).toMatchObject({
      state: "failed",
      reason: { word: "OwnedElsewhere", message: "the Database shop-0a belongs to Other else" },
    });
  });

  test("one that the API server would not take has failed, with its words", () =>
    expect(
      judgeMembers(
        members.map((member) => ({ ...member, refusal: "no" })),
        "free",
      )[0],
    ).toMatchObject({ state: "failed", reason: { word: "Refused", message: "no" } }));

  test("where the template suspends, whoever rests has become what it is to be", () => {
    const resting = setOf(["0a"], undefined, { suspend: true }).members;
    expect(states(found(resting, { "0a": (wanted) => ended(wanted, "suspended") }), "free")).toEqual(["resting"]);
  });
});
