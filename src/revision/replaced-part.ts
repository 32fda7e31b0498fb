import type { ReplacedRevision } from "./revision.ts";

/** How much of a squashed revision a database has, when its journal knows the replaced ones. */
export interface ReplacedPart {
  /** Replaced revisions that are applied, in the order of their steps. */
  readonly recorded: readonly string[];
  /** Indexes of the squashed `upgrade` that are applied. */
  readonly done: readonly number[];
  /** Indexes of the squashed `upgrade` that are still to run. */
  readonly left: readonly number[];
}

/** `known`: applied replaced revisions, at least the highest of each line. */
export function replacedPart(replaces: readonly ReplacedRevision[], known: Iterable<string>): ReplacedPart {
  const applied = new Set(known);
  // Parents stand before their children, so that one pass backwards reaches all that lies below.
  for (const { id, revises } of replaces.toReversed()) if (applied.has(id)) for (const parent of revises) applied.add(parent);
  const recorded: string[] = [];
  const done: number[] = [];
  const left: number[] = [];
  let index = 0;
  for (const { id, steps } of replaces) {
    if (applied.has(id)) recorded.push(id);
    for (let step = 0; step < steps; step++) (applied.has(id) ? done : left).push(index++);
  }
  return { recorded, done, left };
}
