import type { HttpAnswer } from "../http/http-server.ts";
import { type Html, html, type HtmlPart } from "./html.ts";
import { linkTo, type PartName, partNames, parts } from "./part-names.ts";

export interface Layout {
  readonly status: number;
  /** Of the page, in the browser's tab. */
  readonly title: string;
  /** What all databases belong to. */
  readonly place: string;
  /** The database, and which of its parts is shown. */
  readonly shown?: { readonly key: string; readonly part: PartName };
  /** How often what is shown is asked anew, milliseconds; never where absent. */
  readonly every?: number;
  readonly body: Html;
}

/** A whole page. */
export function layOut({ status, title, place, shown, every, body }: Layout): HttpAnswer {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Keelson</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" defer></script>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
<p class="brand"><a href="/"><img src="/icon.svg" alt="" width="20" height="20">Keelson</a> <span class="place">${place}</span></p>
<p class="late" role="status"></p>
${shown === undefined ? null : parting(shown)}
</header>
<main id="main" tabindex="-1"${every === undefined ? null : html` data-every="${every}"`}>
${body}
</main>
</body>
</html>
`;
  return { status, text: page.toString(), type: "text/html" };
}

const parting = ({ key, part: open }: NonNullable<Layout["shown"]>): Html => html`<nav aria-label="Parts of ${key}">
<p class="database">${key}</p>
<ul>${partNames.map(
  (part) => html`<li><a href="${linkTo(key, part)}"${part === open && html` aria-current="page"`}>${parts[part]}</a></li>`,
)}</ul>
</nav>`;

/** A table with a head that says what its columns are; wide ones scroll by themselves. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly HtmlPart[])[]): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>`;
}

/** Said where there is nothing to show. */
export const nothing = (sentence: string): Html => html`<p class="nothing">${sentence}</p>`;

/** A time of ISO 8601 in UTC, to the second. */
export const time = (at: string): Html => html`<time datetime="${at}">${at.slice(0, 19).replace("T", " ")} <small>UTC</small></time>`;

/** A digest as far as people compare it. */
export const briefly = (digest: string): Html => html`<code class="digest" title="${digest}">${digest.slice(0, 19)}…</code>`;

/** A number of things, its thousands apart. */
export const count = (how: number): string => thousands.format(how);

/** So many of them, in words. */
export const counted = (how: number, what: string): string => `${count(how)} ${what}${how === 1 ? "" : "s"}`;

const thousands = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
