import { describe, expect, it } from "vitest";
import { revisionDigest } from "../../src/revision/digest.ts";
import { editedRevisions } from "../../src/revision/edited.ts";
import { replaced, sketch, sketchNode } from "./sketch.ts";

const spec = { id: "m", revises: ["a", "b"], dependsOn: [], branchLabels: [], upgrade: [{ dropTable: { name: "users" } }] };

describe("the digest of a revision", () => {
  it("is that of its meaning", () => {
    expect(revisionDigest({ ...spec, upgrade: [{ dropTable: { name: "accounts" } }] })).not.toBe(revisionDigest(spec));
    expect(revisionDigest({ ...spec, revises: ["a"] })).not.toBe(revisionDigest(spec));
  });
  it("does not move with labels, key order or the order of parents", () => {
    const { upgrade, ...rest } = spec;
    expect(revisionDigest({ upgrade, ...rest, revises: ["b", "a"], branchLabels: ["billing"] })).toBe(revisionDigest(spec));
  });
  it("does move with the order of steps", () => {
    const steps = [{ dropTable: { name: "x" } }, { dropTable: { name: "y" } }];
    expect(revisionDigest({ ...spec, upgrade: steps })).not.toBe(revisionDigest({ ...spec, upgrade: steps.toReversed() }));
  });
});

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
