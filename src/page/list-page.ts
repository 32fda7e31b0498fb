import { faultView } from "./fault.ts";
import { type Html, html, type HtmlPart } from "./html.ts";
import { count, nothing, table, time } from "./layout.ts";
import type { PageSet } from "./page-set.ts";
import type { PageEntry } from "./page-source.ts";
import { linkTo, linkToSet } from "./part-names.ts";
import { placeAt } from "./place.ts";
import { mark, readiness } from "./readiness.ts";

/** All databases, one a line, and below them what rolls them out. */
export const listPage = (entries: readonly PageEntry[], sets: readonly PageSet[]): Html => html`<h1>Databases</h1>
${
  entries.length === 0
    ? nothing("There is no Database.")
    : table(
        "Databases",
        ["Database", "Ready", "Message", "At", "Pending", "Drift", "Last change"],
        entries.map((entry) => [html`<a href="${linkTo(entry.key, "database")}">${entry.key}</a>`, ...cells(entry)]),
      )
}
${sets.length > 0 && html`<h2>Database sets</h2>\n${table("Database sets", ["Set", "Ready", "Message", "Databases", "Failed", "Wave"], sets.map(setCells))}`}`;

const setCells = (set: PageSet): readonly HtmlPart[] => [
  html`<a href="${linkToSet(set.key)}">${set.key}</a>`,
  readiness(set),
  set.message,
  `${count(set.ready)} of ${count(set.total)} ready`,
  count(set.failed),
  set.wave,
];

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
