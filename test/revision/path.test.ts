import { describe, expect, it } from "vitest";
import type { RevisionGraph } from "../../src/revision/graph.ts";
import { resolvePath, type Walk } from "../../src/revision/path.ts";
import { resolveTarget } from "../../src/revision/resolve-target.ts";
import { lateArrivals, pendingRevisions, type Recorded, standingOf } from "../../src/revision/standing.ts";
import { replaced, sketch, sketchNode } from "./sketch.ts";

function walk(graph: RevisionGraph, recorded: readonly string[] | Recorded, target: string, direction: Walk) {
  const standing = standingOf(graph, "heads" in recorded ? recorded : { heads: recorded });
  const destination = resolveTarget(graph, standing, target, "commandLine");
  return resolvePath(graph, standing, { destination, target, walk: direction });
}
const ids = (...request: Parameters<typeof walk>) =>
  walk(...request)
    .map(({ revision, direction }) => `${direction === "up" ? "+" : "-"}${revision.id}`)
    .join(" ");

const diamond = sketch("a", "b: a", "c: a", "d: b c", "e: d");
const twoBases = sketch("a1 [left]", "a2: a1", "b1 [right]", "b2: b1 > a2");

describe("the way up", () => {
  it("applies a merge's sides before it", () => {
    expect(ids(diamond, [], "head", "upgrade")).toBe("+a +b +c +d +e");
    expect(ids(diamond, ["b"], "d", "upgrade")).toBe("+c +d");
  });
  it("takes only the branch asked for, with what it depends on", () => {
    expect(ids(twoBases, [], "left@head", "upgrade")).toBe("+a1 +a2");
    expect(ids(twoBases, [], "b2", "upgrade")).toBe("+a1 +b1 +a2 +b2");
  });
  it("is empty where everything is there", () => {
    expect(ids(diamond, ["e"], "head", "upgrade")).toBe("");
    expect(ids(twoBases, ["a2", "b2"], "left@head", "either")).toBe("");
  });
  it("takes exactly as many as were asked for", () => {
    expect(ids(diamond, ["d"], "+1", "upgrade")).toBe("+e");
    expect(ids(twoBases, ["a1"], "right@+1", "upgrade")).toBe("+b1");
  });
  it("is refused to what lies behind, naming downgrade", () => {
    expect(() => ids(diamond, ["e"], "a", "upgrade")).toThrow("a lies behind: 4 revisions that follow it are applied");
    expect(() => ids(diamond, ["e"], "a", "upgrade")).toThrow(
      expect.objectContaining({
        code: "already-applied",
        exitCode: 3,
        diagnostics: [expect.objectContaining({ remedy: "To undo what follows it: `keelson downgrade a`" })],
      }),
    );
  });
  it("includes what was slipped in below", () => {
    const graph = sketch("a", "x: a", "b: x");
    const recorded = { heads: ["b"], revisions: ["a", "b"] };
    expect(lateArrivals(graph, standingOf(graph, recorded))).toEqual(["x"]);
    expect(ids(graph, recorded, "head", "upgrade")).toBe("+x");
    expect(walk(graph, recorded, "head", "upgrade")[0]?.heads).toEqual({ add: [], remove: [] });
  });
  it("includes what a merge brought late", () => {
    expect(ids(sketch("a", "b: a", "late: a", "m: b late"), ["b"], "head", "upgrade")).toBe("+late +m");
  });
});

describe("the way down", () => {
  it("undoes a merge before its sides", () => {
    expect(ids(diamond, ["e"], "a", "downgrade")).toBe("-e -d -c -b");
    expect(ids(diamond, ["d"], "b", "downgrade")).toBe("-d");
    expect(ids(diamond, ["e"], "-2", "downgrade")).toBe("-e -d");
  });
  it("undoes one branch, with what depends on it, and leaves the other", () => {
    expect(ids(twoBases, ["a2", "b2"], "right@base", "downgrade")).toBe("-b2 -b1");
    expect(ids(twoBases, ["a2", "b2"], "left@base", "downgrade")).toBe("-b2 -a2 -a1");
    expect(ids(twoBases, ["a2", "b2"], "a1", "downgrade")).toBe("-b2 -a2");
  });
  it("leads to base", () => {
    expect(ids(twoBases, ["a2", "b1"], "base", "downgrade")).toBe("-a2 -b1 -a1");
    expect(ids(twoBases, ["a2", "b1"], "b1-1", "downgrade")).toBe("-b1");
  });
  it("is refused to what was never applied, naming upgrade", () => {
    expect(() => ids(diamond, ["b"], "e", "downgrade")).toThrow(expect.objectContaining({ code: "not-applied", exitCode: 3 }));
  });
  it("goes by itself where the target is older", () => {
    expect(ids(diamond, ["e"], "d", "either")).toBe("-e");
    expect(ids(diamond, ["b"], "c", "either")).toBe("+c");
  });
});

describe("the journal's heads", () => {
  const heads = (...request: Parameters<typeof walk>) =>
    walk(...request).map(({ heads: { add, remove } }) => `${add.join(" ")} / ${remove.join(" ")}`);
  it("follow each revision up", () => {
    expect(heads(diamond, [], "d", "upgrade")).toEqual(["a / ", "b / a", "c / ", "d / b c"]);
  });
  it("follow each revision down", () => {
    expect(heads(diamond, ["d"], "base", "downgrade")).toEqual(["b c / d", " / c", "a / b", " / a"]);
  });
  it("that the source does not know are refused, all of them", () => {
    expect(() => standingOf(diamond, { heads: ["b", "gone", "lost"] })).toThrow(
      "the database is at gone, lost, which the source does not know",
    );
  });
  it("tell what is pending", () => {
    expect(pendingRevisions(diamond, standingOf(diamond, { heads: ["c"] }))).toEqual(["b", "d", "e"]);
  });
});

describe("a database inside a squashed range", () => {
  const graph = sketch("z", sketchNode("s: z", { replaces: [replaced("a", 1), replaced("b", 2, "a"), replaced("c", 0, "b")] }), "n: c");
  const steps = (...request: Parameters<typeof walk>) =>
    walk(...request).map(({ revision, part, heads }) => ({ id: revision.id, steps: part?.steps, heads }));

  it("has only the remaining steps to do", () => {
    expect(steps(graph, ["a"], "head", "upgrade")).toEqual([
      { id: "s", steps: [1, 2], heads: { add: ["s"], remove: ["a"] } },
      { id: "n", steps: undefined, heads: { add: ["n"], remove: ["s"] } },
    ]);
  });
  it("has nothing to do at the end of the range, and goes on from there", () => {
    expect(ids(graph, ["b"], "s", "upgrade")).toBe("");
    expect(walk(graph, ["c"], "head", "upgrade")).toMatchObject([{ revision: { id: "n" }, heads: { add: ["n"], remove: ["c"] } }]);
  });
  it("undoes only what it has, and is back at what it knew", () => {
    expect(steps(graph, ["a"], "z", "downgrade")).toEqual([{ id: "s", steps: [0], heads: { add: ["z"], remove: ["a"] } }]);
    const recorded = { heads: ["n"], revisions: ["z", "a", "b", "c", "n"] };
    expect(walk(graph, recorded, "-1", "downgrade")).toMatchObject([{ revision: { id: "n" }, heads: { add: ["c"], remove: ["n"] } }]);
    expect(steps(graph, recorded, "z", "downgrade")[1]).toEqual({ id: "s", steps: [0, 1, 2], heads: { add: ["z"], remove: ["c"] } });
  });
  it("says of a replaced revision where it went", () => {
    expect(() => ids(graph, [], "b", "upgrade")).toThrow("revision b was squashed into s");
  });
});
