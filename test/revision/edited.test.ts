import { describe, expect, it } from "vitest";
import { editedRevisions } from "../../src/revision/edited.ts";
import { replaced, sketch, sketchNode } from "./sketch.ts";

describe("edited revisions", () => {
  const graph = sketch("a", "b: a", sketchNode("s: b", { replaces: [replaced("x", 1)] }));
  it("are those whose digest is not the applied one", () => {
    const applied = new Map([
      ["a", "sha256:a"],
      ["b", "sha256:other"],
      ["x", "sha256:x"],
    ]);
    expect(editedRevisions(graph, applied)).toEqual([{ id: "b", applied: "sha256:other", source: "sha256:b" }]);
  });
  it("count a squashed one by what it replaced", () => {
    expect(editedRevisions(graph, new Map([["x", "sha256:changed"]]))).toMatchObject([{ id: "x", source: "sha256:x" }]);
  });
});
