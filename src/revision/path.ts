import type { RevisionGraph } from "./graph.ts";
import { type HeadsBefore, type HeadsChange, headsAfterDown, headsAfterUp, moveHeads } from "./heads-after.ts";
import { withAncestors, withDescendants } from "./lineage.ts";
import type { ReplacedPart } from "./replaced-part.ts";
import type { Destination } from "./resolve-target.ts";
import type { RevisionNode } from "./revision.ts";
import type { Standing } from "./standing.ts";
import { AlreadyAppliedError, NotAppliedError } from "./target-errors.ts";

/** One revision to walk, and what the journal's heads become by it. */
export interface PathStep<N extends RevisionNode = RevisionNode> {
  readonly revision: N;
  readonly direction: "up" | "down";
  readonly heads: HeadsChange;
  /** Only of a squashed revision that the journal knows by what it replaced. */
  readonly part?: {
    /** The replaced revisions that the journal holds in its place, in order; behind them itself, where the rest of it was applied under its own id. */
    readonly recorded: readonly string[];
    /** Indexes of its `upgrade` to apply, or to undo. */
    readonly steps: readonly number[];
  };
}

/** upgrade and downgrade refuse the other way; either goes where the target is. */
export type Walk = "upgrade" | "downgrade" | "either";

export interface PathRequest {
  readonly destination: Destination;
  /** The target as written, for messages. */
  readonly target: string;
  readonly walk: Walk;
}

/**
 * The revisions to walk, in order: first what goes, newest first, then what comes, oldest first. Empty where nothing is to do.
 * @throws AlreadyAppliedError, NotAppliedError
 */
export function resolvePath<N extends RevisionNode>(graph: RevisionGraph<N>, standing: Standing, request: PathRequest): PathStep<N>[] {
  const { destination, target, walk } = request;
  const present = presentSet(standing);
  const leaving = leavingSet(graph, standing, destination);
  const down = graph.order.filter((id) => leaving.has(id) && present.has(id)).reverse();
  const arriving = arrivingSet(graph, destination);
  const up = graph.order.filter((id) => arriving.has(id) && !standing.applied.has(id));
  if (walk === "upgrade" && down.length > 0) throw new AlreadyAppliedError(target, down);
  if (walk === "downgrade" && !isReached(standing, destination)) throw new NotAppliedError(target);
  return steps(graph, standing, down, walk === "downgrade" ? [] : up);
}

/** The destination and all that it needs. */
function arrivingSet(graph: RevisionGraph, destination: Destination): ReadonlySet<string> {
  return destination.kind === "without" ? new Set() : withAncestors(graph, destination.ids);
}

/** All that revises the destination. Where it was not reached yet, nothing has to go for it. */
function leavingSet(graph: RevisionGraph, standing: Standing, destination: Destination): ReadonlySet<string> {
  switch (destination.kind) {
    case "without":
      return withDescendants(graph, destination.ids);
    case "with":
      return new Set();
    case "at":
      return isReached(standing, destination)
        ? withDescendants(
            graph,
            destination.ids.flatMap((id) => graph.children(id)),
          )
        : new Set();
  }
}

const isReached = (standing: Standing, destination: Destination): boolean =>
  destination.kind === "without" || [...destination.ids].every((id) => standing.applied.has(id));

function steps<N extends RevisionNode>(
  graph: RevisionGraph<N>,
  standing: Standing,
  down: readonly string[],
  up: readonly string[],
): PathStep<N>[] {
  const present = presentSet(standing);
  const heads = new Set(standing.heads);
  const before: HeadsBefore = { heads, present, parts: standing.parts };
  const path: PathStep<N>[] = [];
  const take = (id: string, direction: PathStep["direction"], change: HeadsChange): void => {
    const step: PathStep<N> = { revision: graph.node(id), direction, heads: change };
    const part = standing.parts.get(id);
    path.push(part === undefined ? step : { ...step, part: direction === "up" ? toApply(part) : toUndo(id, part, standing) });
    moveHeads(heads, change);
  };
  for (const id of down) {
    take(id, "down", headsAfterDown(graph, before, id));
    present.delete(id);
  }
  for (const id of up) {
    take(id, "up", headsAfterUp(graph, before, id));
    present.add(id);
  }
  return path;
}

/** What is there, be it in part. */
const presentSet = ({ applied, parts }: Standing): Set<string> => new Set([...applied, ...parts.keys()]);

type Part = NonNullable<PathStep["part"]>;

const toApply = ({ recorded, left }: ReplacedPart): Part => ({ recorded, steps: left });

function toUndo(id: string, { recorded, done, left }: ReplacedPart, { applied }: Standing): Part {
  const isRestApplied = applied.has(id) && left.length > 0;
  return isRestApplied ? { recorded: [...recorded, id], steps: [...done, ...left].sort((a, b) => a - b) } : { recorded, steps: done };
}
