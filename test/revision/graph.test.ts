import { describe, expect, it } from "vitest";
import { headsOf, withAncestors } from "../../src/revision/lineage.ts";
import { build, type Line, replaced, sketch, sketchNode } from "./sketch.ts";

const codes = (...lines: Line[]) => build(...lines).diagnostics.map(({ code }) => code);
const messages = (...lines: Line[]) => build(...lines).diagnostics.map(({ message, remedy }) => `${message}. ${remedy}`);

describe("a graph of revisions", () => {
  it("is the same in whatever order the files come", () => {
    expect(sketch("c: b", "a", "b: a").order).toEqual(["a", "b", "c"]);
    expect(sketch("z: a", "y: a", "a", "m: y z").order).toEqual(["a", "y", "z", "m"]);
  });
  it("puts what is depended on first", () => {
    expect(sketch("a > x", "w", "x: w").order).toEqual(["w", "x", "a"]);
  });
  it("knows bases, heads and what both sides of a merge are", () => {
    const graph = sketch("a", "b: a", "c: a", "d: b c", "x");
    expect(graph.bases).toEqual(["a", "x"]);
    expect(graph.heads).toEqual(["x", "d"]);
    expect(graph.parents("d")).toEqual(["b", "c"]);
    expect(graph.children("a")).toEqual(["b", "c"]);
  });
  it("keeps a head that another branch depends on, but not as an effective one", () => {
    const graph = sketch("a", "x > a");
    expect(graph.heads).toEqual(["a", "x"]);
    expect(graph.effectiveHeads).toEqual(["x"]);
  });
  it("names a set of applied revisions by its heads", () => {
    const graph = sketch("a", "b: a", "c: a", "d: b c");
    expect(headsOf(graph, withAncestors(graph, ["b", "c"]))).toEqual(["b", "c"]);
    expect([...withAncestors(graph, ["d"])].sort()).toEqual(["a", "b", "c", "d"]);
  });
});

describe("branch labels", () => {
  it("cover what revises the labelled one", () => {
    const { branches } = sketch("a [shop]", "b: a", "c: b");
    expect([...(branches.get("shop") ?? [])]).toEqual(["a", "b", "c"]);
  });
  it("reach down to where the branch forked off", () => {
    const graph = sketch("a", "b: a", "c [billing]: b", "x: a");
    expect(graph.labels("b")).toEqual(["billing"]);
    expect(graph.labels("a")).toEqual([]);
    expect(graph.labels("x")).toEqual([]);
  });
  it("both cover what merges two branches", () => {
    expect(sketch("a [left]", "b [right]", "m: a b").labels("m")).toEqual(["left", "right"]);
  });
});

describe("findings", () => {
  it("come all at once", () => {
    expect(codes("a", "a", "b: nowhere", "c: d", "d: c", "e > missing")).toEqual([
      "duplicate-revision",
      "missing-parent",
      "missing-dependency",
      "revision-cycle",
    ]);
  });
  it("say for a duplicate where the other one is", () => {
    const at = (file: string) => ({ position: { file, line: 4, column: 3 } });
    const { diagnostics } = build(sketchNode("a", at("one.yaml")), sketchNode("a", at("two.yaml")));
    expect(diagnostics).toMatchObject([{ message: "revision a is declared twice (also at one.yaml:4:3)", position: { file: "two.yaml" } }]);
  });
  it("suggest the parent that was meant", () => {
    expect(messages("a7b0d0e6f1a2", "b: a7b0d0e6f1a3")).toEqual([
      "revision b revises a7b0d0e6f1a3, which no document declares. Did you mean a7b0d0e6f1a2?",
    ]);
  });
  it("name each loop, also where one hangs on another", () => {
    const loops = messages("a: b", "b: a", "c: a d", "d: c").map((text) => text.split(". ")[0]);
    expect(loops).toEqual(["revisions follow each other in a circle: a → b → a", "revisions follow each other in a circle: c → d → c"]);
  });
  it("see a loop through a dependency and one of a single revision", () => {
    expect(codes("a > b", "b: a")).toEqual(["revision-cycle"]);
    expect(messages("a: a")[0]).toContain("a → a");
  });
  it("refuse a label twice, or one that is an id", () => {
    expect(codes("a [x]", "b [x]")).toEqual(["duplicate-branch-label"]);
    expect(codes("a [b]", "b")).toEqual(["branch-label-is-id"]);
  });
  it.each(["head", "base", "a@b", "-1", "a:b", "a/contract"])("refuse the id %s, which targets could not name", (id) => {
    expect(build({ ...sketchNode("x"), id }).diagnostics.map(({ code }) => code)).toEqual(["unusable-revision-name"]);
  });
  it("accept ids of one's own", () => {
    expect(codes("20231201_120000", "v1.2-final: 20231201_120000")).toEqual([]);
  });
});

describe("a squashed revision", () => {
  const squashed = sketchNode("s", { replaces: [replaced("a", 1), replaced("b", 2, "a")] });
  it("stands for what it replaced", () => {
    const graph = sketch(squashed, "c: b", "x > a");
    expect(graph.parents("c")).toEqual(["s"]);
    expect(graph.dependencies("x")).toEqual(["s"]);
  });
  it("adds up to its steps, in an order that holds", () => {
    const steps = (count: number) => ({ upgrade: Array.from({ length: count }, () => ({})) });
    expect(codes({ ...squashed, ...steps(3) })).toEqual([]);
    expect(messages({ ...squashed, ...steps(4) })[0]).toContain(
      "squashed revision s does not add up: it counts 3 steps in `replaces`, and `upgrade` has 4",
    );
    expect(messages(sketchNode("s", { replaces: [replaced("b", 1, "a"), replaced("a", 1)] }))[0]).toContain(
      "b revises a, which does not stand before it",
    );
  });
  it("cannot lie beside what it replaced, or replace what another one did", () => {
    expect(codes(squashed, "a")).toEqual(["replaced-revision-present"]);
    expect(codes(squashed, sketchNode("t", { replaces: [replaced("b", 1)] }))).toEqual(["replaced-twice"]);
  });
});
