import { kindTitle } from "../model/kind/kinds.ts";
import { driftVerdict } from "../report/drift-line.ts";
import type { Status } from "../status/status.ts";
import { type Html, html } from "./html.ts";
import { nothing } from "./layout.ts";
import type { DriftObject } from "../status/status.ts";
import type { DriftRow, DriftText } from "./page-source.ts";

/** What somebody's hand changed: how the last run left it beside how it is. */
export const driftPage = (texts: readonly DriftText[]): Html => html`<h1>Drift</h1>
${texts.length === 0 ? nothing("Nobody's hand changed anything: all is as the last run left it.") : texts.map(sideBySide)}`;

/** Their names alone, as far as a status has room for them. */
export const driftNames = ({ objects, more }: NonNullable<Status["drift"]>): Html =>
  html`<ul class="drift-names">${objects.map(
    (object) => html`<li>${title(object)}</li>`,
  )}${more !== undefined && html`<li>and ${more} more</li>`}</ul>`;

const title = ({ kind, name, change }: DriftObject): Html => html`${kindTitle(kind)} <code>${name}</code> ${driftVerdict[change]}`;

const sideBySide = (text: DriftText): Html => html`<section>
<h2>${title(text)}</h2>
<div class="wide" tabindex="0" role="region" aria-label="${text.name}"><table class="sides">
<thead><tr><th scope="col">As the last run left it</th><th scope="col">As it is</th></tr></thead>
<tbody>${text.rows.map(
  (row) => html`<tr${!row.isSame && html` class="differs"`}>${side(row, "expected")}${side(row, "live")}</tr>\n`,
)}</tbody>
</table></div>
</section>`;

const side = (row: DriftRow, which: "expected" | "live"): Html =>
  row[which] === null
    ? html`<td class="none"></td>`
    : html`<td class="${which}">${row.isSame ? html`<code>${row[which]}</code>` : which === "expected" ? html`<del><code>${row[which]}</code></del>` : html`<ins><code>${row[which]}</code></ins>`}</td>`;
