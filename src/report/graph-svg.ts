import { drawRevisions } from "./graph-drawing.ts";
import { graphStyle } from "./graph-style.ts";
import type { GraphNodeView } from "./graph-view.ts";

/** The graph as a picture of its own, in light or dark as the viewer has it. */
export const graphSvg = (nodes: readonly GraphNodeView[]): string =>
  svg(nodes, "", `<style>${graphStyle("svg")}</style>\n<rect class="paper" width="100%" height="100%"/>\n`);

/** The graph as an element of a page whose stylesheet has `inlineGraphStyle`; it lies on the page's own ground. */
export const inlineGraphSvg = (nodes: readonly GraphNodeView[]): string => svg(nodes, ' class="revision-graph"', "");

/** Colours `inlineGraphSvg`, and nothing else of the page. */
export const inlineGraphStyle: string = graphStyle(".revision-graph", (selector) => `.revision-graph :is(${selector})`);

function svg(nodes: readonly GraphNodeView[], attributes: string, start: string): string {
  const { width, height, elements } = drawRevisions(nodes);
  return `<svg xmlns="http://www.w3.org/2000/svg"${attributes} width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Revision graph">
${start}${elements.join("\n")}
</svg>`;
}
