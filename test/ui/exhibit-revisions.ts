import type { GraphNodeView } from "../../src/report/graph-view.ts";
import type { HistoryRow } from "../../src/report/history-rows.ts";
import { at, digest, hostile, long } from "./exhibit-status.ts";

export const revisions: readonly GraphNodeView[] = [
  node("0014_drop_name", "Drop what nobody reads any more", ["0013_guess"], "pending", ["head", "contract"]),
  node("0013_guess", hostile, ["0012_split_name"], "pending"),
  node("0012_split_name", long, ["0011_orders", "0009_audit"], "partly", [], ["billing", "a-label-of-some-length"]),
  node("0011_orders", "Orders and their lines", ["0008_products"], "applied", ["current"]),
  node("0009_audit", "Who did what", ["0008_products"], "applied", ["current"]),
  node("0008_products", "Products", [], "applied", ["base"]),
];

function node(
  id: string,
  message: string,
  parents: readonly string[],
  state: GraphNodeView["state"],
  marks: GraphNodeView["marks"] = [],
  labels: readonly string[] = [],
): GraphNodeView {
  return { id, message, parents, dependencies: [], state, marks, labels };
}

/** More than a page shows at a time. */
export const many: readonly GraphNodeView[] = Array.from({ length: 1_000 }, (_, at) => 1_000 - at).map((index) =>
  node(
    `r${index}`,
    index % 7 === 0 ? long : "A step",
    index === 1 ? [] : [`r${index - 1}`],
    index > 500 ? "pending" : "applied",
    index === 500 ? ["current"] : [],
  ),
);

export const historyOf = ({ id, message, parents, state, marks }: GraphNodeView, index: number): HistoryRow => ({
  id,
  message,
  revises: parents,
  isHead: index === 0,
  isCurrent: marks.includes("current"),
  isApplied: state === "applied",
  appliedAt: state === "applied" ? at(20 - index) : null,
  outcome: null,
  notRun: index === 4 ? [{ step: "backfill", outcome: "skipped" }] : [],
  digest,
});
export const history = revisions.map(historyOf);
