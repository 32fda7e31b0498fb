import type { Condition } from "../status/condition.ts";
import type { ProgressSummary, Status } from "../status/status.ts";
import { diagnosticsView } from "./fault.ts";
import { driftNames } from "./drift-page.ts";
import { type Html, html } from "./html.ts";
import { lastChanges } from "./last-changes.ts";
import { briefly, count, counted, nothing, table, time } from "./layout.ts";
import { linkTo } from "./part-names.ts";
import { placeAt } from "./place.ts";
import { mark, readiness } from "./readiness.ts";

/** What is true of a database now, with its progress and its conditions. */
export function overviewPage(key: string, status: Status | null): Html {
  if (status === null) return html`<h1>${key}</h1>${nothing("Nobody has looked at it yet.")}`;
  const { message, revision, source, plan, progress, drift, pendingContract, journal, diagnostics } = status;
  return html`<h1>${key} ${readiness(status)}</h1>
<p class="message">${message}</p>
${progress !== null && progressView(progress)}
${diagnostics.length > 0 && diagnosticsView(diagnostics)}
<div class="beside">
<section class="sheet">
<h2>Where it stands</h2>
<dl>
<dt>At</dt><dd>${placeAt("current", status) ?? unknown}</dd>
<dt>Target</dt><dd>${placeAt("target", status) ?? unknown}</dd>
<dt>Pending</dt><dd><a href="${linkTo(key, "graph")}">${counted(revision.pending, "revision")}</a></dd>
${plan !== null && html`<dt>Plan</dt><dd><a href="${linkTo(key, "plan")}">${counted(plan.statements, "statement")}, ${counted(plan.hazards.length, "hazard")}</a> ${briefly(plan.digest)}</dd>`}
${pendingContract.length > 0 && html`<dt>Contract halves that wait</dt><dd><code>${pendingContract.join(", ")}</code></dd>`}
${source !== null && html`<dt>Source</dt><dd>${source.commit !== undefined && html`commit <code>${source.commit}</code> `}${briefly(source.digest)}</dd>`}
${journal !== null && html`<dt>Journal</dt><dd>entry ${journal.seq} ${briefly(journal.hash)}</dd>`}
</dl>
</section>
${drift !== null && drift.objects.length > 0 && html`<section class="sheet"><h2><a href="${linkTo(key, "drift")}">Drift</a></h2>${driftNames(drift)}</section>`}
</div>
<h2>Conditions</h2>
${conditionsTable(status.conditions)}
<h2><a href="${linkTo(key, "history")}">Last changes</a></h2>
${lastChanges(status)}`;
}

/** Nobody could ask the database yet, or there is nothing that says where it goes. */
const unknown = html`<span class="unknown">not known</span>`;

export const conditionsTable = (conditions: readonly Condition[]): Html =>
  table("Conditions", ["Condition", "Status", "Reason", "Message", "Since"], conditions.map(conditionCells));

const conditionCells = ({ type, status, reason, message, lastTransitionTime }: Condition) => [
  type,
  mark(status === "Unknown" ? "unknown" : (status === "True") === wanted.includes(type) ? "good" : "warn", status),
  reason,
  message,
  time(lastTransitionTime),
];

/** Conditions that are well when they are true. */
const wanted: readonly Condition["type"][] = ["Ready", "Approved"];

function progressView({ revision, stage, of, error, backfill }: ProgressSummary): Html {
  return html`<section class="sheet" aria-label="Progress">
<p>Revision <code>${revision}</code>, stage ${stage} of ${of}</p>
${bar("Stages", stage, of)}
${error !== undefined && html`<p class="error">${error}</p>`}
${backfill !== undefined && backfillView(backfill)}
</section>`;
}

/** `total` is the server's guess, which knows nothing of rows that came since it last counted. */
function backfillView({ rows, total, rowsPerSecond, eta }: NonNullable<ProgressSummary["backfill"]>): Html {
  const isOver = rows > total;
  return html`<p>Backfill: ${count(rows)} ${isOver ? "rows so far" : `of about ${count(total)} rows`}, ${count(rowsPerSecond)} rows/s${!isOver && eta !== null && html`, done about ${time(eta)}`}</p>
${!isOver && bar("Backfill", rows, total)}`;
}

const bar = (what: string, done: number, of: number): Html =>
  html`<progress aria-label="${what}" value="${done}" max="${of}">${done} of ${of}</progress>`;
