import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { readDocuments } from "../resource/read-documents.ts";
import type { Origin } from "../resource/resource.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { withDescendants } from "../revision/lineage.ts";
import type { Standing } from "../revision/standing.ts";
import { MultipleHeadsError } from "../revision/target-errors.ts";
import { AuthoringError } from "./authoring-errors.ts";
import { singleRevision } from "./new-revision.ts";

export interface Rebased {
  readonly id: string;
  readonly from: readonly string[];
  readonly onto: string;
}

/**
 * Where an unapplied revision, with what revises it, comes to stand: on `onto`, or on the one head that is not above it.
 * Undefined where it stands there already. @throws AuthoringError, MultipleHeadsError, UnknownRevisionError
 */
export function planRebase(graph: RevisionGraph, standing: Standing, target: string, onto?: string): Rebased | undefined {
  const id = singleRevision(graph, target);
  const from = graph.parents(id);
  const moving = withDescendants(graph, [id]);
  const applied = [...moving].filter((other) => standing.applied.has(other) || standing.parts.has(other));
  if (applied.length > 0)
    throw new AuthoringError(
      "rebase-of-applied",
      `${applied.join(", ")} ${applied.length === 1 ? "is" : "are"} applied in the database`,
      "Only what no database has may move; add a new revision instead, or `keelson merge`",
    );
  if (from.length > 1)
    throw new AuthoringError(
      "rebase-of-merge",
      `${id} is a merge of ${from.join(" and ")}`,
      "Move what is merged, or write the merge anew",
    );
  const place = onto === undefined ? otherHead(graph, moving) : singleRevision(graph, onto);
  if (moving.has(place))
    throw new AuthoringError("rebase-onto-itself", `${place} comes after ${id} already`, "Name a head that does not come after it");
  return from.length === 1 && from[0] === place ? undefined : { id, from, onto: place };
}

function otherHead(graph: RevisionGraph, moving: ReadonlySet<string>): string {
  const heads = graph.heads.filter((head) => !moving.has(head));
  const [head, ...others] = heads;
  if (others.length > 0) throw new MultipleHeadsError(graph, heads);
  if (head === undefined)
    throw new AuthoringError("nothing-to-rebase", "there is no other head", "There is one line of revisions, and nothing to move");
  return head;
}

/** The text of a revision's file with another parent; all else stays as it is, byte by byte. */
export function rebaseText({ file, text, document }: Origin, { onto }: Rebased): string {
  const mark = text.startsWith("\uFEFF") ? 1 : 0;
  const read = readDocuments({ path: file, text }).documents.find(({ index }) => index === document);
  const revises = child(child(read?.contents, "spec"), "revises");
  if (!isSeq(revises)) throw new TypeError(`${file} has no list of parents`);
  const [only] = revises.items;
  // A list of one keeps its form, so that its comment and its dashes stay; an empty one is `[]` and becomes a list of one.
  const [place, replacement] = isScalar(only) ? [only, JSON.stringify(onto)] : [revises, `[${JSON.stringify(onto)}]`];
  const [start, end] = place.range ?? [0, 0];
  return text.slice(0, start + mark) + replacement + text.slice(end + mark);
}

const child = (node: Node | undefined | null, key: string): Node | null | undefined =>
  isMap(node) ? (node.items as Pair<Node, Node | null>[]).find((pair) => isScalar(pair.key) && pair.key.value === key)?.value : undefined;
