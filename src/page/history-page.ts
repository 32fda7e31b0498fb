import type { HistoryRow } from "../report/history-rows.ts";
import { historyMarks } from "../report/history-table.ts";
import { type Html, html } from "./html.ts";
import { nothing, table, time } from "./layout.ts";
import { mark } from "./readiness.ts";

/** The revisions, newest first, with when each was applied. */
export const historyPage = (rows: readonly HistoryRow[]): Html => html`<h1>History</h1>
${
  rows.length === 0
    ? nothing("There are no revisions.")
    : table(
        "Revisions",
        ["Revision", "Revises", "Applied", "Message"],
        rows.map((row) => [
          html`<code>${row.id}</code>`,
          row.revises !== null && html`<code>${row.revises.join(", ") || "(base)"}</code>`,
          row.appliedAt === null ? (row.isApplied === true ? "yes" : mark("busy", "pending")) : time(row.appliedAt),
          html`${historyMarks(row)} ${row.message}`,
        ]),
      )
}`;
