import type { GraphNodeView } from "./graph-view.ts";

/** One revision's row in a picture whose columns are lines of history. */
export interface LaneRow {
  readonly node: GraphNodeView;
  /** Column of the revision. */
  readonly column: number;
  /** Columns with a line coming from above, those that end here included. */
  readonly above: ReadonlySet<number>;
  /** Columns whose line comes from above and ends here, beside its own. */
  readonly joining: readonly number[];
  /** Columns in which a line begins below, to a further parent. */
  readonly forking: readonly number[];
  /** Columns with a line going on below. */
  readonly below: ReadonlySet<number>;
}

/** A line from a revision down to a parent: it leaves in one column, runs in another, and may end in a third. */
export interface LaneEdge {
  readonly from: { readonly row: number; readonly column: number };
  readonly lane: number;
  readonly to: { readonly row: number; readonly column: number };
}

export interface Lanes {
  readonly rows: readonly LaneRow[];
  readonly edges: readonly LaneEdge[];
  /** How many columns there are. */
  readonly width: number;
}

interface Line {
  readonly parent: string;
  readonly from: LaneEdge["from"];
}

/** Puts revisions (newest first, children before parents) into rows and columns; a line keeps its column until its parent comes. */
export function layOut(nodes: readonly GraphNodeView[]): Lanes {
  const lines: (Line | undefined)[] = [];
  const rows: LaneRow[] = [];
  const edges: LaneEdge[] = [];
  let width = 0;
  for (const [row, node] of nodes.entries()) {
    const above = occupied(lines);
    const ending = [...above].filter((column) => lines[column]?.parent === node.id);
    const column = ending[0] ?? freeColumn(lines);
    for (const lane of ending) {
      const line = lines[lane];
      if (line !== undefined) edges.push({ from: line.from, lane, to: { row, column } });
      lines[lane] = undefined;
    }
    const [first, ...others] = node.parents;
    const from = { row, column };
    if (first !== undefined) lines[column] = { parent: first, from };
    const forking = others.map((parent) => {
      // Beside the revision or further right: a line must not cross the revision itself.
      const lane = freeColumn(lines, column + 1);
      lines[lane] = { parent, from };
      return lane;
    });
    const below = occupied(lines);
    width = Math.max(width, column + 1, ...[...below].map((lane) => lane + 1));
    rows.push({ node, column, above, joining: ending.slice(1), forking, below });
  }
  // What goes on to a parent that is not among them.
  for (const [lane, line] of lines.entries())
    if (line !== undefined) edges.push({ from: line.from, lane, to: { row: nodes.length, column: lane } });
  return { rows, edges, width };
}

const occupied = (lines: readonly (Line | undefined)[]): ReadonlySet<number> =>
  new Set(lines.flatMap((line, column) => (line === undefined ? [] : [column])));

function freeColumn(lines: readonly (Line | undefined)[], from = 0): number {
  let column = from;
  while (lines[column] !== undefined) column++;
  return column;
}
