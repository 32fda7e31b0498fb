import { shortened } from "../core/shortened.ts";

export interface Column<R> {
  readonly title: string;
  text(row: R): string;
}

const gap = "  ";

/** Rows under their titles, each column as wide as it must be; the last one takes what is left of `width`, and is cut there. */
export function table<R>(columns: readonly Column<R>[], rows: readonly R[], width: number): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => column.text(row)))];
  const widths = columns.map((_column, index) => Math.max(...cells.map((line) => lengthOf(line[index] ?? ""))));
  const lines = cells.map((line) => line.map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - lengthOf(cell))).join(gap));
  return lines.map((line) => shortened(line.trimEnd(), width)).join("\n");
}

const lengthOf = (text: string): number => [...text].length;
