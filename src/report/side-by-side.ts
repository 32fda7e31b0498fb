import { diffArrays } from "diff";

/** A line of both sides; null where a side has none, on both where lines that are alike are left out. */
export interface SideBySideRow {
  readonly expected: string | null;
  readonly live: string | null;
  readonly isSame: boolean;
}

/** Rows up to which nothing is left out, and how many are shown around what differs where something is. */
const [whole, around] = [60, 3];
/** Lines that may differ before nobody looks any more for those that are alike. */
const mostDiffering = 1_000;

/** Two texts with what is alike on the same row; of long ones what differs, with a few lines around it and those that it is written below. */
export function sideBySide(expected: string, live: string): readonly SideBySideRow[] {
  const rows = aligned(linesOf(expected), linesOf(live));
  return rows.length <= whole ? rows : withoutAlike(rows);
}

const linesOf = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

function aligned(expected: string[], live: string[]): readonly SideBySideRow[] {
  const rows: SideBySideRow[] = [];
  let gone: readonly string[] = [];
  let come: readonly string[] = [];
  const settle = (): void => {
    for (let at = 0; at < Math.max(gone.length, come.length); at++)
      rows.push({ expected: gone[at] ?? null, live: come[at] ?? null, isSame: false });
    [gone, come] = [[], []];
  };
  const runs = diffArrays(expected, live, { maxEditLength: mostDiffering }) ?? [
    { value: expected, removed: true, added: false },
    { value: live, removed: false, added: true },
  ];
  for (const { value, removed, added } of runs) {
    if (removed) gone = [...gone, ...value];
    else if (added) come = [...come, ...value];
    else {
      settle();
      for (const line of value) rows.push({ expected: line, live: line, isSame: true });
    }
  }
  settle();
  return rows;
}

function withoutAlike(rows: readonly SideBySideRow[]): readonly SideBySideRow[] {
  const kept = new Set<number>();
  /** The rows that the one at hand is written below, each with how far it is indented. */
  const above: { readonly at: number; readonly indent: number }[] = [];
  for (const [at, row] of rows.entries()) {
    const indent = (row.expected ?? row.live ?? "").search(/\S/);
    if (indent >= 0) while ((above.at(-1)?.indent ?? -1) >= indent) above.pop();
    if (!row.isSame) {
      for (const each of above) kept.add(each.at);
      for (let near = at - around; near <= at + around; near++) kept.add(near);
    }
    if (indent >= 0) above.push({ at, indent });
  }
  return rows.flatMap((row, at) => (kept.has(at) ? [row] : kept.has(at - 1) || at === 0 ? [leftOut] : []));
}

const leftOut: SideBySideRow = { expected: null, live: null, isSame: true };
