import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatFile } from "../../src/author/fmt.ts";
import { mergeRevision } from "../../src/author/merge.ts";
import { type NewRevision, newRevision } from "../../src/author/new-revision.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import { sketch } from "../revision/sketch.ts";
import { chance, style } from "./style.ts";

const create = (graph: Parameters<typeof newRevision>[0], asked: Partial<Parameters<typeof newRevision>[1]> = {}) =>
  newRevision(graph, { message: "Add phone", ...asked }, style, chance);
const failure = (code: string) => expect.objectContaining({ code, exitCode: 3 });

describe("a new revision", () => {
  it("is a file as a person would write it", () => {
    const { id, file } = create(sketch("a7b0d0e6f1a2"), {
      content: { upgrade: [{ addColumn: { table: "users", column: { name: "phone", type: "varchar(20)" } } }] },
    });
    expect(id).toBe("a4b4b4b4b4b4");
    expect(file.path).toBe("db/revisions/20261121_080509_a4b4b4b4b4b4_add_phone.yaml");
    expect(file.text).toBe(`apiVersion: keelson.dev/v1alpha1
kind: Revision
metadata:
  name: shop-a4b4b4b4b4b4
  labels:
    database: shop
spec:
  id: "a4b4b4b4b4b4"
  message: Add phone
  revises: [ "a7b0d0e6f1a2" ]
  upgrade:
    - addColumn:
        table: users
        column:
          name: phone
          type: varchar(20)
`);
  });
  it("without steps says what one looks like", () => {
    const { text } = create(sketch(), { message: "Start" }).file;
    expect(text).toContain("  revises: []\n  # One operation a step, for example:\n  #   - addColumn:");
    expect(parse(text)).toMatchObject({ spec: { revises: [], upgrade: [] } });
  });
  it("is as `fmt` would have it, and free of findings", () => {
    const content: NewRevision["content"] = {
      verify: [{ query: "SELECT 1", expect: 1 }],
      upgrade: [{ sql: { text: "SELECT 1" }, downgrade: [] }],
      phase: "contract",
    };
    const { text } = create(sketch("a"), { branchLabels: ["no"], content }).file;
    expect(formatFile({ path: "r.yaml", text })).toBe(text);
    expect(parseResources([{ path: "r.yaml", text }]).diagnostics).toEqual([]);
  });
  it("stands on the head, on one by name, or starts a base", () => {
    expect(create(sketch("a", "b: a")).revises).toEqual(["b"]);
    expect(create(sketch("a", "b [x]: a", "c: a"), { head: "x@head" }).revises).toEqual(["b"]);
    expect(create(sketch("a"), { head: "base" }).revises).toEqual([]);
  });
  it("starts a branch only on purpose", () => {
    const graph = sketch("a", "b: a");
    expect(() => create(graph, { head: "a" })).toThrow(failure("not-a-head"));
    expect(create(graph, { head: "a", splice: "allowed" }).revises).toEqual(["a"]);
    const several = () => create(sketch("a", "b: a", "c: a"));
    expect(several).toThrow(failure("multiple-heads"));
    expect(several).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ remedy: expect.stringContaining("--head") })] }),
    );
  });
  it("takes labels and dependencies, once each", () => {
    const { file } = create(sketch("a", "x1"), { head: "a", branchLabels: ["billing"], dependsOn: ["x"] });
    expect(file.text).toContain('  dependsOn: [ "x1" ]\n  branchLabels: [ "billing" ]\n');
    expect(() => create(sketch("a [billing]"), { branchLabels: ["billing"] })).toThrow(failure("duplicate-branch-label"));
    expect(() => create(sketch("a"), { branchLabels: ["a"] })).toThrow(failure("branch-label-is-id"));
  });
  it("takes an id of one's own, quoted and made into a name that Kubernetes takes", () => {
    const { file } = create(sketch(), { id: "20231201_120000" });
    expect(file.text).toContain("name: shop-20231201-120000\n");
    expect(file.text).toContain('id: "20231201_120000"\n');
    expect(() => create(sketch("a"), { id: "a" })).toThrow(failure("revision-exists"));
    expect(() => create(sketch("a"), { id: "head" })).toThrow(failure("unusable-revision-name"));
  });
  it.each(["no", "12:30", "1_000", "2024-01-01", "=", "<<", "a: b", "# x", "{{ region }}", "two\nlines", " padded "])(
    "keeps the message %j",
    (message) => {
      const { text } = create(sketch(), { message }).file;
      expect(parse(text, { version: "1.2" }).spec.message).toBe(message);
      if (message !== "=") expect(parse(text, { version: "1.1" }).spec.message).toBe(message);
    },
  );
});

describe("a merge", () => {
  it("joins all heads without a step", () => {
    const { revises, file } = mergeRevision(sketch("a", "b: a", "c: a"), { message: "Join" }, style, chance);
    expect(revises).toEqual(["b", "c"]);
    expect(file.text).toContain('  message: Join\n  revises: [ "b", "c" ]\n  upgrade: []\n');
  });
  it("joins those it is given", () => {
    const graph = sketch("a", "b: a", "c: a", "d: a");
    expect(mergeRevision(graph, { heads: ["b", "d"] }, style, chance)).toMatchObject({ revises: ["b", "d"] });
  });
  it("is refused where there is nothing to join", () => {
    expect(() => mergeRevision(sketch("a"), {}, style, chance)).toThrow(failure("nothing-to-merge"));
    expect(() => mergeRevision(sketch("a", "b: a"), { heads: ["a", "b"] }, style, chance)).toThrow(failure("merge-of-one-line"));
    expect(() => mergeRevision(sketch("a", "b"), { heads: ["a", "zzzzz"] }, style, chance)).toThrow(failure("unknown-revision"));
  });
});
