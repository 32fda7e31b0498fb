import { shortened } from "../core/shortened.ts";
import type { HazardKind } from "../instruction/instruction.ts";
import type { StageSpec, StatementSpec } from "../plan/plan-document.ts";
import { modeNote } from "../report/plan-text.ts";
import { estimateUnder } from "../report/estimate-text.ts";
import { diagnosticsView } from "./fault.ts";
import { type Html, html } from "./html.ts";
import { count, counted, nothing } from "./layout.ts";
import type { PagePlan } from "./page-source.ts";
import { mark } from "./readiness.ts";

/** What would run, or waits for somebody: each statement as it would be sent, with its hazards, its lock and what it would take. */
export const planPage = (plans: readonly PagePlan[]): Html => html`<h1>Plan</h1>
${plans.length === 0 ? nothing("No plan waits.") : plans.map(planView)}`;

const planView = ({ document, state, diagnostics = [] }: PagePlan): Html => {
  const { digest, from, to, horizon, stages, pendingContract } = document.spec;
  const statements = stages.flatMap((stage) => stage.statements);
  const hazards = statements.flatMap((statement) => statement.hazards);
  return html`<section class="plan">
<h2>${from.join(", ") || "base"} → ${to.join(", ") || "base"} ${state !== undefined && mark("busy", state)}</h2>
<p>${counted(statements.length, "statement")}, ${counted(hazards.length, "hazard")} <code class="digest">${digest}</code></p>
${diagnostics.length > 0 && diagnosticsView(diagnostics)}
${stages.length === 0 ? nothing("No statement runs.") : html`<ol class="stages">${stages.map(stageView)}</ol>`}
${horizon !== null && html`<p>What comes after <code>${horizon}</code> is planned when it has run.</p>`}
${pendingContract.length > 0 && html`<p>Waiting for the contract gate: <code>${pendingContract.join(", ")}</code></p>`}
</section>`;
};

const stageView = ({ revision, direction, mode, statements }: StageSpec): Html => html`<li>
<h3>${revision === null ? "Difference to the declared schema" : html`${direction === "up" ? "Upgrade" : "Downgrade"} <code>${revision}</code>`} <small>${modeNote[mode]}</small></h3>
${statements.map(statementView)}
</li>`;

/** What no way back restores. */
const grave: ReadonlySet<HazardKind> = new Set(["dataLoss", "irreversible"]);

/** Characters of a statement: nobody reads on, and what inserts a file of rows would be a page of its size. */
const longest = 20_000;

const statementView = (statement: StatementSpec): Html => {
  const shown = shortened(statement.sql, longest);
  const isWhole = shown === statement.sql;
  return html`<div class="statement">
<pre><code>${shown}${isWhole && ";"}</code></pre>
<ul>
${!isWhole && html`<li>${mark("warn", "beginning")} ${count(statement.sql.length)} characters: <code>keelson plan</code> prints them all</li>`}
${statement.hazards.map(({ kind, message }) => html`<li>${mark(grave.has(kind) ? "bad" : "warn", kind)} ${message}</li>`)}
${statement.lock !== null && html`<li>lock <code>${statement.lock}</code></li>`}
${statement.estimate !== undefined && html`<li>${estimateUnder(statement.estimate, statement.lock ?? undefined)}</li>`}
</ul>
</div>`;
};
