import fc from "fast-check";
import { expect, it } from "vitest";
import { AuthoringError } from "../../src/author/authoring-errors.ts";
import { type Squashed, squashRevisions } from "../../src/author/squash.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { RevisionResource } from "../../src/resource/resource.ts";
import { buildGraph } from "../../src/revision/build-graph.ts";
import type { RevisionGraph } from "../../src/revision/graph.ts";
import { headsOf, withAncestors } from "../../src/revision/lineage.ts";
import { resolvePath } from "../../src/revision/path.ts";
import type { RevisionNode } from "../../src/revision/revision.ts";
import { standingOf } from "../../src/revision/standing.ts";
import { arbitraryRevisions } from "../revision/arbitrary-graph.ts";
import { chance, style } from "./style.ts";
import { seed } from "../seeded-share.ts";

/** Each revision has two steps, named for it. */
const document = ({ id, revises, dependsOn }: RevisionNode): string =>
  JSON.stringify({
    apiVersion: "keelson.dev/v1alpha1",
    kind: "Revision",
    metadata: { name: id },
    spec: { id, revises, dependsOn, upgrade: [1, 2].map((step) => ({ sql: { text: `${id} ${step}` }, downgrade: [] })) },
  });

function graphOf(texts: readonly string[]): RevisionGraph<RevisionResource> {
  const { resources } = parseResources(texts.map((text, index) => ({ path: `db/${index}.yaml`, text })));
  const { graph, diagnostics } = buildGraph(resources.filter((resource): resource is RevisionResource => resource.kind === "Revision"));
  expect(diagnostics).toEqual([]);
  return graph as RevisionGraph<RevisionResource>;
}

/** Steps that a walk to all heads, or to base, runs for a database at these heads. */
function steps(graph: RevisionGraph<RevisionResource>, heads: readonly string[], way: "up" | "down"): string[] {
  const destination = way === "up" ? ({ kind: "at", ids: graph.heads } as const) : ({ kind: "without", ids: graph.order } as const);
  const path = resolvePath(graph, standingOf(graph, { heads }), { destination, target: "", walk: "either" });
  return path.flatMap(({ revision, part }) =>
    revision.upgrade.filter((_step, index) => part?.steps.includes(index) ?? true).map(({ args }) => String(args["text"])),
  );
}

function squashable(graph: RevisionGraph<RevisionResource>): Squashed[] {
  const ranges = graph.order.flatMap((from) => graph.order.map((to) => `${from}:${to}`));
  return ranges.flatMap((range) => {
    try {
      return [squashRevisions(graph, { range, id: "squashed" }, style, chance)];
    } catch (error) {
      if (error instanceof AuthoringError) return [];
      throw error;
    }
  });
}

it("a database anywhere in a squashed history has the same steps to do, and to undo, as before", () => {
  fc.assert(
    fc.property(arbitraryRevisions(7), fc.infiniteStream(fc.nat()), (revisions, choices) => {
      const choose = <T>(items: readonly T[]): T | undefined => items[(choices.next().value ?? 0) % Math.max(items.length, 1)];
      const before = graphOf(revisions.map(document));
      const squashed = choose(squashable(before));
      fc.pre(squashed !== undefined);
      const gone = new Set(squashed.replaced.map(({ id }) => id));
      const after = graphOf([...revisions.filter(({ id }) => !gone.has(id)).map(document), squashed.file.text]);
      const some = revisions.filter(() => (choices.next().value ?? 0) % 2 === 0).map(({ id }) => id);
      const heads = headsOf(before, withAncestors(before, some));
      for (const way of ["up", "down"] as const) expect(steps(after, heads, way).sort()).toEqual(steps(before, heads, way).sort());
    }),
    { seed, numRuns: 60 },
  );
});
