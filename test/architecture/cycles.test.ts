import { expect, test } from "vitest";
import { productFiles } from "./source-files.ts";

/** The first way round that a depth-first walk meets, or undefined. */
function findCycle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): readonly string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    path.push(node);
    for (const next of edges.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  for (const node of edges.keys()) {
    const cycle = visit(node);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

test("a cycle is found", () => {
  const edges = new Map([
    ["a", ["b"]],
    ["b", ["c", "d"]],
    ["d", ["b"]],
  ]);
  expect(findCycle(edges)).toEqual(["b", "d", "b"]);
});

test("no files load each other in a circle", () => {
  const edges = productFiles.map(
    ({ path, imports }) =>
      [path, imports.filter(({ mode, origin }) => mode === "static" && origin === "ours").map(({ target }) => target)] as const,
  );
  expect(findCycle(new Map(edges))).toBeUndefined();
});
