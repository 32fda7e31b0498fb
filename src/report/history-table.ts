import { stepsTitle } from "../change/steps-title.ts";
import type { HistoryRow } from "./history-rows.ts";
import { type Column, table } from "./table.ts";

const nothing = "There are no revisions.";

/** History for people: a line a revision, newest first, within so many columns. */
export function historyTable(rows: readonly HistoryRow[], columns: number): string {
  return rows.length === 0 ? nothing : table(columnsFor(rows), rows, columns);
}

/** The same with all about each revision. */
export function historyDetails(rows: readonly HistoryRow[]): string {
  return rows.length === 0 ? nothing : rows.map(details).join("\n\n");
}

function columnsFor(rows: readonly HistoryRow[]): Column<HistoryRow>[] {
  const isAsked = rows.some(({ isApplied }) => isApplied !== null);
  return [
    { title: "Revision", text: ({ id }) => id },
    ...(rows.some(({ revises }) => revises !== null) ? [{ title: "Revises", text: (row: HistoryRow) => parents(row.revises) }] : []),
    ...(isAsked ? [{ title: "Applied", text: (row: HistoryRow) => toTheMinute(applied(row)) }] : []),
    // Marks stand in front, where a narrow terminal cannot cut them off.
    { title: "Message", text: (row) => [historyMarks(row), row.message].filter((part) => part !== "").join(" ") },
  ];
}

function details(row: HistoryRow): string {
  const facts = [
    `Revision ${[row.id, historyMarks(row)].filter((part) => part !== "").join(" ")}`,
    ...(row.revises === null ? [] : [`Revises: ${parents(row.revises)}`]),
    ...(row.isApplied === null ? [] : [`Applied: ${applied(row)}`]),
    ...(row.digest === null ? [] : [`Digest:  ${row.digest}`]),
  ];
  for (const { step, outcome } of row.notRun) facts.push(`${stepsTitle([step]).replace("s", "S")}:  ${why[outcome]}`);
  return row.message === "" ? facts.join("\n") : `${facts.join("\n")}\n\n    ${row.message.replaceAll("\n", "\n    ")}`;
}

const parents = (revises: HistoryRow["revises"]): string => (revises === null ? "" : revises.length === 0 ? "(base)" : revises.join(", "));

/** When it was applied, in the journal's own words; a database that was brought in elsewhere has no time for it. */
const applied = ({ appliedAt, isApplied }: HistoryRow): string => appliedAt ?? (isApplied === true ? "yes" : "pending");

/** `2026-11-21 08:05` of `2026-11-21T08:05:09Z`. */
const toTheMinute = (time: string): string => time.slice(0, 16).replace("T", " ");

const why = { skipped: "skipped: its condition did not hold", already: "was there already" } as const;

/** What is to be said of a revision beside its id: `(head, current)`, or nothing. */
export function historyMarks({ revises, isHead, isCurrent, outcome, notRun }: HistoryRow): string {
  const skipped = notRun.filter((mark) => mark.outcome === "skipped").map(({ step }) => step);
  const words = [
    ...(isHead === true ? ["head"] : []),
    ...(isHead === null && revises !== null ? ["not in the source"] : []),
    ...(isCurrent === true ? ["current"] : []),
    ...(outcome === "skipped" ? ["skipped"] : skipped.length > 0 ? [`${stepsTitle(skipped)} skipped`] : []),
  ];
  return words.length === 0 ? "" : `(${words.join(", ")})`;
}
