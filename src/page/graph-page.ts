import { inlineGraphSvg } from "../report/graph-svg.ts";
import type { GraphNodeView } from "../report/graph-view.ts";
import { excerpt } from "./excerpt.ts";
import { drawn, html } from "./html.ts";
import { nothing } from "./layout.ts";
import { howMany, leftOut } from "./left-out.ts";
import { missing, type Shown, shown } from "./shown.ts";

const title = "Revisions";

/** The revision graph as a picture: what is applied, what waits. Of a long one what is around where the database stands, or what begins with `from`. */
export function graphPage(nodes: readonly GraphNodeView[], from: string | undefined): Shown {
  const pieces = excerpt(nodes, matters, from);
  if (pieces === undefined) return missing(title, "There is no such revision.");
  if (nodes.length === 0) return shown(html`<h1>${title}</h1>\n${nothing("There are no revisions.")}`);
  return shown(html`<h1>${title}</h1>
${howMany(nodes.length, pieces, from)}
${pieces.map((piece) => (piece.kind === "shown" ? picture(piece.rows, pieces.length === 1 ? "Revision graph" : `Revisions from ${piece.rows[0]?.id} on`) : html`<p>${leftOut(piece)}</p>\n`))}
<ul class="legend"><li>filled: applied</li><li>with a ring: where the database stands</li><li>partly: some of its steps ran</li><li>hollow: pending</li></ul>`);
}

const picture = (nodes: readonly GraphNodeView[], label: string) =>
  html`<div class="wide" tabindex="0" role="region" aria-label="${label}">${drawn(inlineGraphSvg(nodes))}</div>\n`;

/** Where the database stands, where lines of history end, and what is the first to run. */
const matters = ({ state, marks }: GraphNodeView): boolean =>
  state === "partly" || marks.includes("current") || marks.includes("head") || (state === "pending" && marks.includes("base"));
