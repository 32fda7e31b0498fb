import { diagnosticsView } from "./fault.ts";
import { type Html, html, type HtmlPart } from "./html.ts";
import { count, counted, nothing, table, time } from "./layout.ts";
import { conditionsTable } from "./overview-page.ts";
import type { PageSet, PageTarget, PageWave } from "./page-set.ts";
import { linkTo } from "./part-names.ts";
import { mark, readiness } from "./readiness.ts";
import { missing, type Shown, shown } from "./shown.ts";

/** Beyond that nobody reads: those that are ready stand last. */
const mostTargets = 500;

/** How a rollout stands: its waves with what may fail in each, and every database of it. */
export function setPage(set: PageSet | undefined): Shown {
  if (set === undefined) return missing("Not found", "There is no such DatabaseSet.");
  const { key, message, diagnostics, total, ready, failed, waves, targets, conditions } = set;
  const inOrder = [...targets.filter((target) => target.ready !== "True"), ...targets.filter((target) => target.ready === "True")];
  const left = inOrder.length - mostTargets;
  return shown(html`<h1>${key} ${readiness(set)}</h1>
<p class="message">${message}</p>
${diagnostics.length > 0 && diagnosticsView(diagnostics)}
${total > 0 && html`<p>${count(ready)} of ${counted(total, "database")} ready, ${count(failed)} failed</p>\n<progress aria-label="Ready" value="${ready}" max="${total}">${ready} of ${total}</progress>`}
<h2>Waves</h2>
${waves.length === 0 ? nothing("There is no wave.") : table("Waves", ["Wave", "Stands", "Databases with", "Ready", "Failed", "At a time", "Pause behind it"], waves.map(waveCells))}
<h2>Databases</h2>
${
  targets.length === 0
    ? nothing("There is no target.")
    : table("Databases of the set", ["Target", "Wave", "Ready", "Message", "Database"], inOrder.slice(0, mostTargets).map(targetCells))
}
${left > 0 && html`<p>And ${count(left)} more.</p>`}
<h2>Conditions</h2>
${conditions.length === 0 ? nothing("Nobody has looked at it yet.") : conditionsTable(conditions)}`);
}

const waveCells = ({ index, labels, maxConcurrent, pauseFor, maxFailures, ...at }: PageWave): readonly HtmlPart[] => [
  index,
  html`${mark(tones[at.state], at.state)}${at.until !== undefined && html` until ${time(at.until)}`}`,
  labelsView(labels),
  `${count(at.ready)} of ${count(at.targets)}`,
  maxFailures === null
    ? html`${count(at.failed)}, any number may`
    : html`${count(at.failed)}, ${maxFailures === 0 ? "none" : count(maxFailures)} may`,
  maxConcurrent === null ? "all" : count(maxConcurrent),
  pauseFor,
];

const labelsView = (labels: PageWave["labels"]): Html => {
  const all = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  return all.length === 0 ? html`what no other wave selects` : html`<code>${all.join(", ")}</code>`;
};

const tones: Readonly<Record<PageWave["state"], string>> = {
  through: "good",
  "under way": "busy",
  paused: "warn",
  rests: "warn",
  stopped: "bad",
  "not begun": "unknown",
  "not known": "unknown",
};

const targetCells = ({ name, key, wave, ready, isFailed, reason, message }: PageTarget): readonly HtmlPart[] => [
  name,
  wave,
  mark(isFailed ? "bad" : ready === "True" ? "good" : ready === "False" ? "busy" : "unknown", reason ?? "Not known yet"),
  message,
  html`<a href="${linkTo(key, "database")}">${key}</a>`,
];
