import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RevisionGraph } from "../../src/revision/graph.ts";
import { moveHeads } from "../../src/revision/heads-after.ts";
import { headsOf, withAncestors } from "../../src/revision/lineage.ts";
import { type PathStep, resolvePath, type Walk } from "../../src/revision/path.ts";
import { resolveTarget } from "../../src/revision/resolve-target.ts";
import { standingOf } from "../../src/revision/standing.ts";
import { arbitraryRevisions } from "./arbitrary-graph.ts";
import { sketch } from "./sketch.ts";
import { seed } from "../seeded-share.ts";

/** A graph, a reachable state (any set of revisions with all they need) and one of its revisions as the target. */
const journeys = arbitraryRevisions(14).chain((revisions) =>
  fc.record({
    graph: fc.shuffledSubarray(revisions, { minLength: revisions.length }).map((shuffled) => sketch(...shuffled)),
    start: fc.subarray(revisions.map(({ id }) => id)),
    target: fc.constantFrom(...revisions.map(({ id }) => id)),
  }),
);

function plan(graph: RevisionGraph, heads: readonly string[], target: string, walk: Walk) {
  const standing = standingOf(graph, { heads });
  return resolvePath(graph, standing, { destination: resolveTarget(graph, standing, target, "document"), target, walk });
}

/** Follows a path as a database would: refuses what lacks its parents or would leave something hanging, and keeps the journal's heads. */
function follow(graph: RevisionGraph, heads: readonly string[], path: readonly PathStep[]) {
  const applied = withAncestors(graph, heads);
  const journal = new Set(heads);
  for (const {
    revision: { id, revises, dependsOn },
    direction,
    heads: change,
  } of path) {
    if (direction === "up") {
      expect(applied.has(id)).toBe(false);
      expect([...revises, ...dependsOn].filter((needed) => !applied.has(needed))).toEqual([]);
      applied.add(id);
    } else {
      expect(applied.delete(id)).toBe(true);
      expect([...graph.children(id), ...graph.dependents(id)].filter((other) => applied.has(other))).toEqual([]);
    }
    moveHeads(journal, change);
    expect([...journal].sort()).toEqual(headsOf(graph, applied).sort());
  }
  return { applied, heads: [...journal] };
}

describe("any graph from any state", () => {
  it("reaches its target, whichever way that lies", () => {
    fc.assert(
      fc.property(journeys, ({ graph, start, target }) => {
        const heads = headsOf(graph, withAncestors(graph, start));
        const end = follow(graph, heads, plan(graph, heads, target, "either"));
        expect(end.applied.has(target)).toBe(true);
        const wasThere = withAncestors(graph, heads).has(target);
        if (wasThere) expect(graph.children(target).filter((id) => end.applied.has(id))).toEqual([]);
        expect(plan(graph, end.heads, target, "either")).toEqual([]);
      }),
      { seed, numRuns: 300 },
    );
  });
  it("reaches heads, and base, and heads again in the same order", () => {
    fc.assert(
      fc.property(journeys, ({ graph, start }) => {
        const heads = headsOf(graph, withAncestors(graph, start));
        const top = follow(graph, heads, plan(graph, heads, "heads", "upgrade"));
        expect(top.applied.size).toBe(graph.size);
        const ground = follow(graph, top.heads, plan(graph, top.heads, "base", "downgrade"));
        expect(ground).toEqual({ applied: new Set(), heads: [] });
        expect(plan(graph, [], "heads", "upgrade").map(({ revision }) => revision.id)).toEqual(graph.order);
      }),
      { seed, numRuns: 200 },
    );
  });
  it("is back where it was after down and up", () => {
    fc.assert(
      fc.property(journeys, ({ graph, start, target }) => {
        const heads = headsOf(graph, withAncestors(graph, [...start, target]));
        const down = follow(graph, heads, plan(graph, heads, target, "downgrade"));
        const up = heads.reduce((state, head) => follow(graph, state.heads, plan(graph, state.heads, head, "upgrade")), down);
        expect(up.heads.sort()).toEqual(heads.sort());
      }),
      { seed, numRuns: 300 },
    );
  });
  it("does not depend on the order of the files", () => {
    fc.assert(
      fc.property(arbitraryRevisions(10), (revisions) => {
        expect(sketch(...revisions.toReversed()).order).toEqual(sketch(...revisions).order);
      }),
      { seed },
    );
  });
});

describe("relative targets", () => {
  const count = fc.integer({ min: 0, max: 4 });
  it("take exactly as many as they say, or are refused", () => {
    fc.assert(
      fc.property(journeys, count, fc.constantFrom("+", "-"), ({ graph, start }, steps, sign) => {
        const heads = headsOf(graph, withAncestors(graph, start));
        const standing = standingOf(graph, { heads });
        const path = attempt(() => {
          const destination = resolveTarget(graph, standing, `${sign}${steps}`, "commandLine");
          return resolvePath(graph, standing, { destination, target: `${sign}${steps}`, walk: sign === "+" ? "upgrade" : "downgrade" });
        });
        if (Array.isArray(path)) {
          expect(path).toHaveLength(steps);
          follow(graph, heads, path);
        } else expect(["ambiguous-step", "relative-beyond"]).toContain(path.code);
      }),
      { seed, numRuns: 300 },
    );
  });
});

it("plans ten times as many revisions in a time that grows no faster than they do", () => {
  const time = (count: number): number => {
    const lines = Array.from({ length: count }, (_, n) =>
      n === 0 ? "r0" : n % 10 === 9 ? `r${n}: r${n - 1} r${n - 2}` : `r${n}: r${n - (n % 10 === 8 ? 2 : 1)}`,
    );
    const started = process.cpuUsage();
    const graph = sketch(...lines.toReversed());
    expect(plan(graph, [], "heads", "upgrade")).toHaveLength(count);
    expect(plan(graph, graph.heads, "base", "downgrade")).toHaveLength(count);
    return process.cpuUsage(started).user;
  };
  time(1_000);
  // Quadratic would be a hundred times as much.
  expect(time(10_000)).toBeLessThan(40 * Math.max(time(1_000), 1_000));
});

function attempt<T>(action: () => T): T | { readonly code: string } {
  try {
    return action();
  } catch (error) {
    return error as { readonly code: string };
  }
}
