import { type GraphNodeView, marksText } from "./graph-view.ts";
import { type LaneRow, layOut } from "./lanes.ts";
import { shortened } from "../core/shortened.ts";

const signs: Readonly<Record<GraphNodeView["state"], string>> = { applied: "●", partly: "◐", pending: "○", unknown: "●" };

/** The graph as lines of text, newest first, none wider than `width` columns. */
export function graphText(nodes: readonly GraphNodeView[], width: number): string {
  if (nodes.length === 0) return "There are no revisions.";
  const lines = layOut(nodes).rows.flatMap((row) => [
    ...(row.joining.length > 0 ? [joint(row.above, row.column, row.joining, { last: "╯", inner: "┴" })] : []),
    shortened(`${revisionLine(row)}  ${caption(row.node)}`, width),
    ...(row.forking.length > 0 ? [joint(row.below, row.column, row.forking, { last: "╮", inner: "┬" })] : []),
  ]);
  const legend = nodes.some(({ state }) => state === "pending" || state === "partly") ? ["", "● applied  ○ pending  ◐ partly"] : [];
  return [...lines, ...legend].map((line) => shortened(line, width)).join("\n");
}

function caption(node: GraphNodeView): string {
  const needs = node.dependencies.length === 0 ? "" : `needs ${node.dependencies.join(", ")}`;
  return [node.id, marksText(node), needs, node.message].filter((part) => part !== "").join("  ");
}

function revisionLine({ node, column, above, joining, below }: LaneRow): string {
  const passing = (at: number): boolean => above.has(at) && below.has(at) && !joining.includes(at);
  const last = Math.max(column, ...[...above].filter(passing));
  return columns(
    last,
    (at) => (at === column ? signs[node.state] : passing(at) ? "│" : " "),
    () => " ",
  );
}

/** A line between rows on which some columns meet the revision's own. */
function joint(
  lines: ReadonlySet<number>,
  column: number,
  ends: readonly number[],
  corners: { readonly last: string; readonly inner: string },
): string {
  const furthest = Math.max(...ends);
  const last = Math.max(furthest, ...lines);
  const isSpanned = (at: number): boolean => at >= column && at < furthest;
  const sign = (at: number): string => {
    if (at === column) return "├";
    if (ends.includes(at)) return at === furthest ? corners.last : corners.inner;
    if (isSpanned(at)) return lines.has(at) ? "┼" : "─";
    return lines.has(at) ? "│" : " ";
  };
  return columns(last, sign, (at) => (isSpanned(at) ? "─" : " "));
}

/** Two characters a column: its sign, and what leads to the next one. */
function columns(last: number, sign: (at: number) => string, between: (at: number) => string): string {
  let text = "";
  for (let at = 0; at <= last; at++) text += sign(at) + (at < last ? between(at) : "");
  return text.trimEnd();
}
