import { faultView } from "./fault.ts";
import { type Html, html, type HtmlPart } from "./html.ts";
import { count, nothing, table, time } from "./layout.ts";
import type { PageEntry } from "./page-source.ts";
import { linkTo } from "./part-names.ts";
import { placeAt } from "./place.ts";
import { mark, readiness } from "./readiness.ts";

/** All databases, one a line. */
export const listPage = (entries: readonly PageEntry[]): Html => html`<h1>Databases</h1>
${
  entries.length === 0
    ? nothing("There is no Database.")
    : table(
        "Databases",
        ["Database", "Ready", "Message", "At", "Pending", "Drift", "Last change"],
        entries.map((entry) => [html`<a href="${linkTo(entry.key, "database")}">${entry.key}</a>`, ...cells(entry)]),
      )
}`;

function cells({ key, status, error }: PageEntry): readonly HtmlPart[] {
  if (error !== undefined) return [mark("bad", "Not known"), faultView(error), null, null, null, null];
  if (status === null) return [readiness(null), null, null, null, null, null];
  const { message, revision, drift, history } = status;
  const [last] = history;
  return [
    readiness(status),
    message,
    placeAt("current", status),
    counted(revision.pending, linkTo(key, "graph")),
    drift && counted(drift.objects.length + (drift.more ?? 0), linkTo(key, "drift")),
    last === undefined ? null : html`${time(last.at)} ${last.message}`,
  ];
}

const counted = (how: number, link: string): Html => (how === 0 ? html`0` : html`<a href="${link}">${count(how)}</a>`);
