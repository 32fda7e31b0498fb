import type { Condition } from "../status/condition.ts";
import type { ProgressSummary, Status } from "../status/status.ts";
import { diagnosticsView } from "./fault.ts";
import { driftNames } from "./drift-page.ts";
import { type Html, html } from "./html.ts";
import { lastChanges } from "./last-changes.ts";
import { nothing, table, time } from "./layout.ts";
import { linkTo } from "./part-names.ts";
import { mark, readiness } from "./readiness.ts";

/** What is true of a database now, with its progress and its conditions. */
export function overviewPage(key: string, status: Status | null): Html {
  if (status === null) return html`<h1>${key}</h1>${nothing("Nobody has looked at it yet.")}`;
  const { message, revision, source, plan, progress, drift, pendingContract, journal, diagnostics } = status;
  return html`<h1>${key} ${readiness(status)}</h1>
<p class="message">${message}</p>
${diagnostics.length > 0 && diagnosticsView(diagnostics)}
${progress !== null && progressView(progress)}
<dl>
<dt>At</dt><dd><code>${revision.current.join(", ") || "base"}</code></dd>
<dt>Target</dt><dd><code>${revision.target.join(", ") || "base"}</code></dd>
<dt>Pending</dt><dd><a href="${linkTo(key, "graph")}">${counted(revision.pending, "revision")}</a></dd>
${plan !== null && html`<dt>Plan</dt><dd><a href="${linkTo(key, "plan")}">${counted(plan.statements, "statement")}, ${counted(plan.hazards.length, "hazard")}</a> <code>${plan.digest}</code></dd>`}
${pendingContract.length > 0 && html`<dt>Contract halves that wait</dt><dd><code>${pendingContract.join(", ")}</code></dd>`}
${source !== null && html`<dt>Source</dt><dd>${source.commit !== undefined && html`commit <code>${source.commit}</code> `}<code>${source.digest}</code></dd>`}
${journal !== null && html`<dt>Journal</dt><dd>entry ${journal.seq} <code>${journal.hash}</code></dd>`}
</dl>
${table("Conditions", ["Condition", "Status", "Reason", "Message", "Since"], status.conditions.map(conditionCells))}
${drift !== null && drift.objects.length > 0 && html`<h2><a href="${linkTo(key, "drift")}">Drift</a></h2>${driftNames(drift)}`}
<h2><a href="${linkTo(key, "history")}">Last changes</a></h2>
${lastChanges(status)}`;
}

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
  return html`<section class="progress" aria-label="Progress">
<p>Revision <code>${revision}</code>, stage ${stage} of ${of} <progress value="${stage}" max="${of}">${stage} of ${of}</progress></p>
${error !== undefined && html`<p class="error">${error}</p>`}
${
  backfill !== undefined &&
  html`<p>Backfill: ${backfill.rows} of about ${backfill.total} rows <progress value="${backfill.rows}" max="${Math.max(backfill.total, backfill.rows, 1)}">${backfill.rows} of ${backfill.total}</progress> ${backfill.rowsPerSecond} rows/s${backfill.eta !== null && html`, done about ${time(backfill.eta)}`}</p>`
}
</section>`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
