import type { RevisionGraph } from "./graph.ts";
import type { Standing } from "./standing.ts";
import { AmbiguousStepError, RelativeBeyondError } from "./target-errors.ts";

/**
 * The next `count` revisions, one by one, where each time only one can follow: what revises a head first, else whatever has all it needs.
 * `within`: only revisions of this branch.
 */
export function stepForward(
  graph: RevisionGraph,
  standing: Standing,
  count: number,
  target: string,
  within?: ReadonlySet<string>,
): string[] {
  const applied = new Set(standing.applied);
  const taken: string[] = [];
  const isReady = (id: string): boolean =>
    !applied.has(id) &&
    (within?.has(id) ?? true) &&
    [...graph.parents(id), ...graph.dependencies(id)].every((needed) => applied.has(needed));
  const isHead = (id: string): boolean => applied.has(id) && !graph.children(id).some((child) => applied.has(child));
  let ready = new Set(graph.order.filter(isReady));
  while (taken.length < count) {
    const following = [...ready].filter((id) => graph.parents(id).some(isHead));
    const candidates = following.length > 0 ? following : [...ready];
    const [next] = candidates;
    if (candidates.length > 1) throw new AmbiguousStepError(target, candidates);
    if (next === undefined) throw new RelativeBeyondError(target, taken.length, "head");
    taken.push(next);
    applied.add(next);
    const opened = [...graph.children(next), ...graph.dependents(next)].filter(isReady);
    ready = new Set([...[...ready].filter((id) => id !== next), ...opened]);
  }
  return taken;
}

/** The last `count` revisions, one by one, where each time only one can go. */
export function stepBack(graph: RevisionGraph, standing: Standing, count: number, target: string, within?: ReadonlySet<string>): string[] {
  const applied = new Set([...standing.applied, ...standing.parts.keys()]);
  const taken: string[] = [];
  const isLast = (id: string): boolean =>
    applied.has(id) && (within?.has(id) ?? true) && ![...graph.children(id), ...graph.dependents(id)].some((other) => applied.has(other));
  let last = new Set(graph.order.filter(isLast));
  while (taken.length < count) {
    const [next, ...others] = last;
    if (others.length > 0) throw new AmbiguousStepError(target, [...last]);
    if (next === undefined) throw new RelativeBeyondError(target, taken.length, "base");
    taken.push(next);
    applied.delete(next);
    last = new Set([...graph.parents(next), ...graph.dependencies(next)].filter(isLast));
  }
  return taken;
}
