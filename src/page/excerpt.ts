/** Rows of a long list that are shown, or in the place of some how many they are. */
export type Piece<Row> =
  | { readonly kind: "shown"; readonly rows: readonly Row[] }
  /** `from`: with which of them a look at them begins. */
  | { readonly kind: "leftOut"; readonly count: number; readonly from: string };

/** Nobody reads more at a time, and a page that stays open asks for them again and again. */
export const mostRows = 200;
/** Rows on both sides of one that matters. */
const around = 20;

/**
 * Of a list that nobody reads to its end: its beginning and what is around rows that matter, or as many as a page has from the row that `from` names.
 * Undefined where there is no such row.
 */
export function excerpt<Row extends { readonly id: string }>(
  rows: readonly Row[],
  matters: (row: Row) => boolean,
  from: string | undefined,
): readonly Piece<Row>[] | undefined {
  if (from === undefined) return pieces(rows, rows.length <= mostRows ? () => true : isNear(rows, matters));
  const start = rows.findIndex(({ id }) => id === from);
  return start < 0 ? undefined : pieces(rows, (at) => at >= start && at < start + mostRows);
}

function isNear<Row>(rows: readonly Row[], matters: (row: Row) => boolean): (at: number) => boolean {
  const shown = new Set<number>();
  const show = (place: number): void => {
    for (let at = Math.max(0, place - around); at <= Math.min(rows.length - 1, place + around) && shown.size < mostRows; at++)
      shown.add(at);
  };
  show(0);
  for (const [at, row] of rows.entries()) if (matters(row)) show(at);
  return (at) => shown.has(at);
}

function pieces<Row extends { readonly id: string }>(rows: readonly Row[], isShown: (at: number) => boolean): readonly Piece<Row>[] {
  const found: Piece<Row>[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (end < rows.length && isShown(end) === isShown(start)) end++;
    const those = rows.slice(start, end);
    // Of many that stand before what is shown, those next to it are looked at first.
    const first = found.length === 0 ? those.at(-mostRows) : undefined;
    const from = (first ?? those[0])?.id ?? "";
    found.push(isShown(start) ? { kind: "shown", rows: those } : { kind: "leftOut", count: those.length, from });
    start = end;
  }
  return found;
}
