import type { RevisionGraph } from "./graph.ts";
import { withAncestors } from "./lineage.ts";
import { type Destination, resolveTarget, revisionsBetween } from "./resolve-target.ts";
import type { Standing } from "./standing.ts";
import { parseRange } from "./target.ts";
import { TargetError } from "./target-errors.ts";

/** The revisions of `A:B`, both ends included, in order; an end left empty is that of the history. @throws TargetError, UnknownRevisionError */
export function resolveRange(graph: RevisionGraph, standing: Standing, text: string): readonly string[] {
  const range = parseRange(text);
  if (range === undefined) throw new TargetError("not-a-range", `${text} is no range`, "Write A:B, the older revision first");
  const from = idsOf(graph, resolveTarget(graph, standing, range.from, "commandLine"));
  const to = idsOf(graph, resolveTarget(graph, standing, range.to, "commandLine"));
  return revisionsBetween(graph, from, withAncestors(graph, to));
}

/** What is not there yet at a place below all revisions starts with the bases. */
const idsOf = (graph: RevisionGraph, destination: Destination): readonly string[] =>
  destination.kind === "without" ? graph.bases : destination.ids;
