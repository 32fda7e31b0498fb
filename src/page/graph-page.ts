import { inlineGraphSvg } from "../report/graph-svg.ts";
import type { GraphNodeView } from "../report/graph-view.ts";
import { drawn, type Html, html } from "./html.ts";
import { nothing } from "./layout.ts";

/** The revision graph as a picture: what is applied, what waits. */
export const graphPage = (nodes: readonly GraphNodeView[]): Html => html`<h1>Revisions</h1>
${
  nodes.length === 0
    ? nothing("There are no revisions.")
    : html`<div class="wide" tabindex="0" role="region" aria-label="Revision graph">${drawn(inlineGraphSvg(nodes))}</div>
<ul class="legend"><li>filled: applied</li><li>with a ring: where the database stands</li><li>partly: some of its steps ran</li><li>hollow: pending</li></ul>`
}`;
