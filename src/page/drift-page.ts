import { kindTitle } from "../model/kind/kinds.ts";
import { driftVerdict } from "../report/drift-line.ts";
import type { DriftText } from "../report/drift-text.ts";
import type { SideBySideRow } from "../report/side-by-side.ts";
import type { DriftObject, Status } from "../status/status.ts";
import { type Html, html } from "./html.ts";
import { nothing } from "./layout.ts";

/** What somebody's hand changed: how the last run left it beside how it is. */
export const driftPage = (texts: readonly DriftText[]): Html => html`<h1>Drift</h1>
${texts.length === 0 ? nothing("Nobody's hand changed anything: all is as the last run left it.") : texts.map(sideBySide)}`;

/** Their names alone, as far as a status has room for them. */
export const driftNames = ({ objects, more }: Pick<NonNullable<Status["drift"]>, "objects" | "more">): Html =>
  html`<ul class="drift-names">${objects.map(
    (object) => html`<li>${title(object)}</li>`,
  )}${more !== undefined && html`<li>and ${more} more</li>`}</ul>`;

const title = (object: DriftObject): Html => html`${kindTitle(object.kind)} <code>${object.name}</code> ${driftVerdict(object)}`;

const sideBySide = (text: DriftText): Html => html`<section>
<h2>${title(text)}</h2>
${text.objects.length > 1 && driftNames(text)}
<div class="wide" tabindex="0" role="region" aria-label="${text.name}"><table class="sides">
<thead><tr><th scope="col">As the last run left it</th><th scope="col">As it is</th></tr></thead>
<tbody>${text.rows.map(rowView)}</tbody>
</table></div>
</section>`;

const rowView = (row: SideBySideRow): Html =>
  row.expected === null && row.live === null
    ? html`<tr class="left-out"><td colspan="2">⋮ the same on both sides</td></tr>\n`
    : html`<tr${!row.isSame && html` class="differs"`}>${side(row, "expected")}${side(row, "live")}</tr>\n`;

const side = (row: SideBySideRow, which: "expected" | "live"): Html =>
  row[which] === null
    ? html`<td class="none"></td>`
    : html`<td class="${which}">${row.isSame ? html`<code>${row[which]}</code>` : which === "expected" ? html`<del><code>${row[which]}</code></del>` : html`<ins><code>${row[which]}</code></ins>`}</td>`;
