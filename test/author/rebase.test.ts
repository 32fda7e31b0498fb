import { describe, expect, it } from "vitest";
import { planRebase, rebaseText } from "../../src/author/rebase.ts";
import { nowhere, standingOf } from "../../src/revision/standing.ts";
import { sketch } from "../revision/sketch.ts";

const failure = (code: string) => expect.objectContaining({ code, exitCode: 3 });

describe("where a revision moves to", () => {
  const graph = sketch("a", "b: a", "mine: a", "more: mine");
  it("is the other head, taking along what follows", () => {
    expect(planRebase(graph, nowhere, "mine")).toEqual({ id: "mine", from: ["a"], onto: "b" });
  });
  it("is nowhere where it stands there already", () => {
    expect(planRebase(graph, nowhere, "b", "a")).toBeUndefined();
  });
  it("is refused for what a database has, for merges, and onto itself", () => {
    expect(() => planRebase(graph, standingOf(graph, { heads: ["more"] }), "mine")).toThrow(failure("rebase-of-applied"));
    expect(() => planRebase(graph, nowhere, "mine", "more")).toThrow(failure("rebase-onto-itself"));
    expect(() => planRebase(sketch("a", "b", "m: a b", "x"), nowhere, "m")).toThrow(failure("rebase-of-merge"));
    expect(() => planRebase(sketch("a", "b", "c"), nowhere, "c")).toThrow(failure("multiple-heads"));
    expect(() => planRebase(sketch("a"), nowhere, "a")).toThrow(failure("nothing-to-rebase"));
  });
});

describe("the text of its file", () => {
  const move = (text: string, document = 0) => rebaseText({ file: "r.yaml", text, document }, { id: "x", from: ["a"], onto: "b" });
  it.each([
    ["in a line", '  revises: [ "a" ]   # parent\n', '  revises: [ "b" ]   # parent\n'],
    ["plain", "  revises: [a]\n", '  revises: ["b"]\n'],
    ["in a block", "  revises:\n    # why\n    - 'a'  # parent\n", '  revises:\n    # why\n    - "b"  # parent\n'],
    ["of a base", "  revises: []\n", '  revises: ["b"]\n'],
  ])("changes one word %s", (_form, before, after) => {
    const around = (revises: string) => `# top\nkind: Revision\nspec:\n  id: x\n${revises}  upgrade: [] # later: a\n`;
    expect(move(around(before))).toBe(around(after));
  });
  it("keeps what else is in the file, a byte order mark too", () => {
    const text = "\uFEFFspec: { revises: [a] }\n---\nspec: { revises: [a] }\n";
    expect(move(text, 1)).toBe('\uFEFFspec: { revises: [a] }\n---\nspec: { revises: ["b"] }\n');
  });
  it("may be JSON", () => {
    expect(move('{"spec":{"revises":["a"]}}')).toBe('{"spec":{"revises":["b"]}}');
  });
});
