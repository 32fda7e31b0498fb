import type { RowsWork } from "./instruction.ts";

/** What the next batch of rows that are brought in runs. */
export interface RowsPage {
  readonly statements: readonly string[];
  /** How far it comes, counted as `size` counts. */
  readonly next: number;
  /** How many rows it holds at most. */
  readonly rows: number;
}

/** How much there is in all, where the plan knows it: of rows that are written out, the statements; of a copy nobody knows before it is laid aside. */
export const sizeOf = (work: RowsWork): number | null => (work.kind === "insert" ? work.units.length : null);

/** The page behind the first `done`, of about `rows` rows and at least one statement. */
export function rowsPage(work: RowsWork, done: number, rows: number): RowsPage {
  if (work.kind === "copy") {
    const next = done + rows;
    const range = `${work.ordinal} > ${done} AND ${work.ordinal} <= ${next}`;
    return { statements: [`${work.insert} WHERE ${range} ORDER BY ${work.ordinal}`, ...work.after], next, rows };
  }
  let next = done;
  let count = 0;
  for (const unit of work.units.slice(done)) {
    if (count > 0 && count + unit.rows > rows) break;
    count += unit.rows;
    next += 1;
  }
  const inserts = work.units.slice(done, next).map(({ sql }) => sql);
  return { statements: inserts.length === 0 ? [] : [...work.before, ...inserts, ...work.after], next, rows: count };
}

/** The cursor of such a batch is how far it has come. */
export const doneOf = (cursor: string | null): number => (cursor === null ? 0 : Number((JSON.parse(cursor) as readonly string[])[0]));
export const cursorAt = (done: number): string => JSON.stringify([String(done)]);
