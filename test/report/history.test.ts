import { describe, expect, it } from "vitest";
import { historyRows, type JournaledRevision } from "../../src/report/history-rows.ts";
import { historyDetails, historyTable } from "../../src/report/history-table.ts";
import { standingOf } from "../../src/revision/standing.ts";
import { replaced, sketch, sketchNode } from "../revision/sketch.ts";

const graph = sketch(
  "a7b0d0e6f1a2",
  sketchNode("b41c7a2b9d04: a7b0d0e6f1a2", { message: `Add ${"very ".repeat(20)}much` }),
  "c0ffee123456: b41c7a2b9d04",
);
const applied = (at: string): JournaledRevision => ({ at, outcome: "applied", notRun: [] });
const standing = standingOf(graph, { heads: ["b41c7a2b9d04"] });
const rows = historyRows(graph, { standing, journaled: new Map([["b41c7a2b9d04", applied("2026-11-21T08:05:09.123Z")]]) });

describe("rows of history", () => {
  it("come newest first, with what the database has", () => {
    expect(rows.map(({ id, isHead, isCurrent, isApplied, appliedAt }) => [id, isHead, isCurrent, isApplied, appliedAt])).toEqual([
      ["c0ffee123456", true, false, false, null],
      ["b41c7a2b9d04", false, true, true, "2026-11-21T08:05:09.123Z"],
      ["a7b0d0e6f1a2", false, false, true, null],
    ]);
    expect(rows[0]).toMatchObject({ message: "Step c0ffee123456", revises: ["b41c7a2b9d04"], digest: "sha256:c0ffee123456" });
  });
  it("say nothing of a database that was not asked", () => {
    expect(historyRows(graph, { only: new Set(["a7b0d0e6f1a2"]) })).toMatchObject([
      { id: "a7b0d0e6f1a2", isCurrent: null, isApplied: null, appliedAt: null },
    ]);
  });
  it("know a squashed revision by what it replaced", () => {
    const squashed = sketch(sketchNode("s", { replaces: [replaced("x", 1), replaced("y", 1, "x")] }), "n: y");
    const journaled = new Map([
      ["x", applied("2026-01-01T00:00:00Z")],
      ["y", applied("2026-02-01T00:00:00Z")],
    ]);
    expect(historyRows(squashed, { standing: standingOf(squashed, { heads: ["y"] }), journaled })).toMatchObject([
      { id: "n", revises: ["s"], isApplied: false },
      { id: "s", isCurrent: true, isApplied: true, appliedAt: "2026-02-01T00:00:00Z" },
    ]);
  });
});

describe("history for people", () => {
  it("is a table that fits eighty columns", () => {
    expect(historyTable(rows, 80).split("\n")).toEqual([
      "Revision      Revises       Applied           Message",
      "c0ffee123456  b41c7a2b9d04  pending           (head) Step c0ffee123456",
      "b41c7a2b9d04  a7b0d0e6f1a2  2026-11-21 08:05  (current) Add very very very very…",
      "a7b0d0e6f1a2  (base)        yes               Step a7b0d0e6f1a2",
    ]);
  });
  it("leaves out what nobody asked the database", () => {
    expect(historyTable(historyRows(sketch("a"), {}), 80)).toBe("Revision  Revises  Message\na         (base)   (head) Step a");
    expect(historyTable([], 80)).toBe("There are no revisions.");
  });
  it("names what was skipped", () => {
    const some = {
      ...applied("2026-01-01T00:00:00Z"),
      notRun: [
        { step: "0", outcome: "skipped" },
        { step: "old", outcome: "already" },
      ],
    } as const;
    const journaled = new Map<string, JournaledRevision>([
      ["a", some],
      ["b", { ...applied("2026-01-02T00:00:00Z"), outcome: "skipped" }],
    ]);
    const skipped = historyRows(sketch("a", "b: a"), { standing: standingOf(sketch("a", "b: a"), { heads: ["b"] }), journaled });
    expect(historyTable(skipped, 80)).toMatch(/\(head, current, skipped\) Step b\n.*\(step 1 skipped\) Step a/);
    expect(historyDetails(skipped.slice(1))).toContain("Step 1:  skipped: its condition did not hold\nStep old:  was there already");
  });
  it("tells all when asked to", () => {
    expect(historyDetails(rows.slice(0, 1))).toBe(
      "Revision c0ffee123456 (head)\nRevises: b41c7a2b9d04\nApplied: pending\nDigest:  sha256:c0ffee123456\n\n    Step c0ffee123456",
    );
  });
});
