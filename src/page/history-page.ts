import type { HistoryRow } from "../report/history-rows.ts";
import { historyMarks } from "../report/history-table.ts";
import { excerpt } from "./excerpt.ts";
import { html, type HtmlPart } from "./html.ts";
import { nothing, table, time } from "./layout.ts";
import { howMany, leftOut } from "./left-out.ts";
import { mark } from "./readiness.ts";
import { missing, type Shown, shown } from "./shown.ts";

const title = "History";

/** The revisions, newest first, with when each was applied. Of many those around where the database stands, or what begins with `from`. */
export function historyPage(rows: readonly HistoryRow[], from: string | undefined): Shown {
  const pieces = excerpt(rows, matters, from);
  if (pieces === undefined) return missing(title, "There is no such revision.");
  if (rows.length === 0) return shown(html`<h1>${title}</h1>\n${nothing("There are no revisions.")}`);
  const lines = pieces.flatMap((piece): readonly (readonly HtmlPart[])[] =>
    piece.kind === "shown" ? piece.rows.map(line) : [[leftOut(piece), null, null, null]],
  );
  return shown(html`<h1>${title}</h1>
${howMany(rows.length, pieces, from)}
${table("Revisions", ["Revision", "Revises", "Applied", "Message"], lines)}`);
}

const line = (row: HistoryRow): readonly HtmlPart[] => [
  html`<code>${row.id}</code>`,
  row.revises !== null && html`<code>${row.revises.join(", ") || "(base)"}</code>`,
  row.appliedAt === null ? (row.isApplied === true ? "yes" : mark("busy", "pending")) : time(row.appliedAt),
  html`${historyMarks(row)} ${row.message}`,
];

/** Where the database stands, where lines of history end, and what is the first to run. */
const matters = ({ isCurrent, isHead, isApplied, revises }: HistoryRow): boolean =>
  isCurrent === true || isHead === true || (isApplied !== true && revises?.length === 0);
