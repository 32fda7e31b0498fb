import { faultView } from "./fault.ts";
import { type Html, html } from "./html.ts";
import { nothing, table, time } from "./layout.ts";
import type { PageEntry } from "./page-source.ts";
import { linkTo } from "./part-names.ts";
import { readiness } from "./readiness.ts";

/** All databases, one a line. */
export const listPage = (entries: readonly PageEntry[]): Html => html`<h1>Databases</h1>
${
  entries.length === 0
    ? nothing("There is no Database.")
    : table(
        "Databases",
        ["Database", "Ready", "At", "Pending", "Drift", "Last change"],
        entries.map((entry) => [html`<a href="${linkTo(entry.key, "database")}">${entry.key}</a>`, ...cells(entry)]),
      )
}`;

function cells({ status, error }: PageEntry): readonly (Html | string | number | null)[] {
  if (error !== undefined) return [faultView(error), null, null, null, null];
  if (status === null) return [readiness(null), null, null, null, null];
  const { revision, drift, history } = status;
  const [last] = history;
  return [
    readiness(status),
    html`<code>${revision.current.join(", ") || "base"}</code>`,
    revision.pending,
    drift === null ? null : drift.objects.length + (drift.more ?? 0),
    last === undefined ? null : html`${time(last.at)} ${last.message}`,
  ];
}
