import { describe, expect, it } from "vitest";
import type { TargetForms } from "../../src/revision/resolve-revision.ts";
import { type Destination, resolveTarget } from "../../src/revision/resolve-target.ts";
import { standingOf } from "../../src/revision/standing.ts";
import { parseRange } from "../../src/revision/target.ts";
import { sketch } from "./sketch.ts";

const chain = sketch("a1b2", "a1c3: a1b2", "d4: a1c3");
const fork = sketch("a", "b [left]: a", "c [right]: a");

function resolve(graph: typeof chain, target: string, heads: readonly string[] = [], forms: TargetForms = "commandLine"): Destination {
  const { kind, ids } = resolveTarget(graph, standingOf(graph, { heads }), target, forms);
  return { kind, ids: [...ids] };
}
const failure = (code: string, message?: string | RegExp) =>
  expect.objectContaining({
    code,
    exitCode: 3,
    message: message === undefined ? expect.any(String) : expect.stringMatching(message),
    diagnostics: [expect.objectContaining({ code, remedy: expect.stringMatching(/./) })],
  });

describe("a target", () => {
  it.each([
    ["head", "at d4"],
    ["heads", "at d4"],
    ["base", "without a1b2 a1c3 d4"],
    ["a1c3", "at a1c3"],
    ["d", "at d4"],
    ["a1b2+2", "at d4"],
    ["d4-1", "at a1c3"],
    ["a1b2-1", "without a1b2"],
    ["d-2", "at a1b2"],
    ["+2", "with a1b2 a1c3"],
    ["+0", "with "],
  ])("%s is %s", (target, expected) => {
    const { kind, ids } = resolve(chain, target);
    expect(`${kind} ${[...ids].join(" ")}`).toBe(expected);
  });
  it("is an exact id before it is arithmetic", () => {
    expect(resolve(sketch("a", "a+1: a", "b: a+1"), "a+1")).toEqual({ kind: "at", ids: ["a+1"] });
    expect(resolve(sketch("a-1", "a: a-1"), "a-1")).toEqual({ kind: "at", ids: ["a-1"] });
  });
  it("may name a branch", () => {
    expect(resolve(fork, "left@head")).toEqual({ kind: "at", ids: ["b"] });
    expect(resolve(fork, "right@base")).toEqual({ kind: "without", ids: ["c"] });
    expect(resolve(fork, "left@-1", ["b", "c"])).toEqual({ kind: "without", ids: ["b"] });
  });
  it("of an empty source is nothing", () => {
    expect(resolve(sketch(), "head")).toEqual({ kind: "at", ids: [] });
  });
});

describe("a target that cannot be met", () => {
  it("names all heads and the way out", () => {
    expect(() => resolve(fork, "head")).toThrow(failure("multiple-heads", "there are 2 heads: b, c"));
    expect(() => resolve(sketch("a [x]", "b: a", "c: a"), "x@head")).toThrow(failure("multiple-heads", "on branch x"));
  });
  it("is an ambiguous or unknown name", () => {
    expect(() => resolve(chain, "a1")).toThrow(failure("ambiguous-prefix", "2 revisions start with a1: a1b2, a1c3"));
    expect(() => resolve(chain, "a1b3")).toThrow(
      expect.objectContaining({ name: "UnknownRevisionError", diagnostics: [expect.objectContaining({ remedy: "Did you mean a1b2?" })] }),
    );
    expect(() => resolve(fork, "left")).toThrow(failure("unknown-revision", "left is a branch label"));
    expect(() => resolve(fork, "lef@head")).toThrow(failure("unknown-revision", "no branch lef"));
    expect(() => resolve(chain, "head-1")).toThrow(failure("unknown-revision", "head-1 counts from head, and only an id"));
    expect(() => resolve(chain, "x@y@z")).toThrow(failure("unknown-revision"));
    expect(() => resolve(chain, "")).toThrow(failure("unknown-revision"));
  });
  it("goes beyond the ends", () => {
    expect(() => resolve(chain, "+1", ["d4"])).toThrow(failure("relative-beyond", "\\+1 goes beyond the head: already at the head"));
    expect(() => resolve(chain, "-1")).toThrow(failure("relative-beyond", "-1 goes beyond the base: already at the base"));
    expect(() => resolve(chain, "-3", ["a1c3"])).toThrow(failure("relative-beyond", "only 2 before the base"));
    expect(() => resolve(chain, "d4+1")).toThrow(failure("relative-beyond"));
    expect(() => resolve(chain, "a1c3-3")).toThrow(failure("relative-beyond"));
  });
  it("could go several ways", () => {
    expect(() => resolve(fork, "+1", ["a"])).toThrow(failure("ambiguous-step", "\\+1 can mean several revisions here: b, c"));
    expect(() => resolve(fork, "-1", ["b", "c"])).toThrow(failure("ambiguous-step"));
    expect(() => resolve(fork, "a+1")).toThrow(failure("ambiguous-step"));
  });
  it("is for the command line only", () => {
    expect(() => resolve(chain, "d", [], "document")).toThrow(failure("unknown-revision"));
    expect(() => resolve(chain, "+1", [], "document")).toThrow(failure("relative-target"));
  });
});

it.each([
  ["a:b", { from: "a", to: "b" }],
  [":b", { from: "base", to: "b" }],
  ["a:", { from: "a", to: "heads" }],
  ["a", undefined],
  ["a:b:c", undefined],
])("the range %s is %o", (text, range) => {
  expect(parseRange(text)).toEqual(range);
});
