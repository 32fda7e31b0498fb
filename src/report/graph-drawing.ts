import type { GraphNodeView } from "./graph-view.ts";
import { type LaneEdge, type LaneRow, layOut } from "./lanes.ts";
import { shortened } from "../core/shortened.ts";
import { visible } from "../core/visible.ts";

const rowHeight = 34;
const columnWidth = 22;
const margin = 20;
const textWidth = 560;
const longestMessage = 56;
/** Width of a character of the label's monospaced face. */
const characterWidth = 7.4;
/** Of a letter of the message, in a wide face. */
const letterWidth = 8;

export interface GraphDrawing {
  readonly width: number;
  readonly height: number;
  /** Of classes that `graphStyle` colours. */
  readonly elements: readonly string[];
}

/** The revisions as elements of an SVG, without a colour: newest at the top, a column for each line of history. */
export function drawRevisions(nodes: readonly GraphNodeView[]): GraphDrawing {
  const { rows, edges, width } = layOut(nodes);
  const left = margin + width * columnWidth;
  const places = new Map(rows.map(({ node, column }, row) => [node.id, { row, column }]));
  const needs = rows.flatMap(({ node, column }, row) => node.dependencies.flatMap((id) => needsLine({ row, column }, places.get(id))));
  const revisions = rows.map((row, index) => revision(row, index, left));
  return {
    width: revisions.reduce((most, { end }) => Math.max(most, end + margin), left + textWidth),
    height: 2 * margin + Math.max(rows.length, 1) * rowHeight,
    elements: [...edges.map(line), ...needs, ...revisions.map(({ svg }) => svg)],
  };
}

const x = (column: number): number => margin + column * columnWidth;
const y = (row: number): number => margin + row * rowHeight + rowHeight / 2;

/** Bends into its column within a row's height, runs down, and bends to its end; between neighbouring rows it goes straight there. */
function line({ from, lane, to }: LaneEdge): string {
  const start = `M${x(from.column)} ${y(from.row)}`;
  if (to.row === from.row + 1) return `<path class="line" d="${start}${bend(from.column, from.row, to.column, to.row)}"/>`;
  const leave = from.column === lane ? "" : bend(from.column, from.row, lane, from.row + 1);
  const run = `L${x(lane)} ${y(to.column === lane ? to.row : to.row - 1)}`;
  const arrive = to.column === lane ? "" : bend(lane, to.row - 1, to.column, to.row);
  return `<path class="line" d="${start}${leave}${run}${arrive}"/>`;
}

function bend(fromColumn: number, fromRow: number, toColumn: number, toRow: number): string {
  const middle = (y(fromRow) + y(toRow)) / 2;
  return `C${x(fromColumn)} ${middle} ${x(toColumn)} ${middle} ${x(toColumn)} ${y(toRow)}`;
}

function needsLine(from: LaneEdge["from"], to: LaneEdge["to"] | undefined): string[] {
  if (to === undefined) return [];
  const aside = Math.min(x(from.column), x(to.column)) - margin / 2;
  return [
    `<path class="line needs" d="M${x(from.column)} ${y(from.row)}C${aside} ${y(from.row)} ${aside} ${y(to.row)} ${x(to.column)} ${y(to.row)}"/>`,
  ];
}

/** `end`: where its text ends at the latest. */
interface Piece {
  readonly svg: string;
  readonly end: number;
}

function revision({ node, column }: LaneRow, row: number, left: number): Piece {
  const ring = node.marks.includes("current") ? `<circle class="ring" cx="${x(column)}" cy="${y(row)}" r="10"/>` : "";
  const idWidth = Math.ceil([...node.id].length * characterWidth) + 12;
  const { svg, end } = badges(node, left + idWidth, y(row));
  const message = shortened(visible(node.message), longestMessage);
  const drawn = `<g><title>${escaped(`${node.id} ${node.message}`)}</title>${ring}<circle class="node ${node.state}" cx="${x(column)}" cy="${y(row)}" r="6"/>
<text class="id" x="${left}" y="${y(row) + 4}">${escaped(node.id)}</text>${svg}<text x="${end}" y="${y(row) + 4}">${escaped(message)}</text></g>`;
  return { svg: drawn, end: end + [...message].length * letterWidth };
}

function badges({ marks, labels, state }: GraphNodeView, start: number, middle: number): Piece {
  let end = start;
  let svg = "";
  for (const word of [...(state === "partly" ? ["partly"] : []), ...marks, ...labels]) {
    const wide = Math.ceil([...word].length * 6.4) + 12;
    const tone = word === "contract" ? "word contract" : "word";
    svg += `<rect class="mark" x="${end}" y="${middle - 9}" width="${wide}" height="18" rx="9"/><text class="${tone}" x="${end + wide / 2}" y="${middle + 4}" text-anchor="middle">${escaped(word)}</text>`;
    end += wide + 6;
  }
  return { svg, end };
}

const escaped = (text: string): string =>
  visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
