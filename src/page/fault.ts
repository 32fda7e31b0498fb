import type { Diagnostic, Severity } from "../core/diagnostic.ts";
import type { KeelsonError } from "../core/error.ts";
import { formatPosition } from "../core/position.ts";
import { type Html, html } from "./html.ts";

/** What stopped us, in place of what was asked for. */
export const faultView = ({ code, message, diagnostics }: KeelsonError): Html =>
  diagnosticsView(diagnostics.length > 0 ? diagnostics : [{ code, severity: "error", message, remedy: "" }]);

/** Findings as `file:line:column`, what is wrong, and what to do. */
export const diagnosticsView = (diagnostics: readonly Diagnostic[]): Html =>
  html`<ul class="diagnostics">${diagnostics.map(
    ({ code, severity, message, remedy, position }) => html`<li class="${severity}">
<p><strong>${words[severity]}</strong> <code>${code}</code> ${position !== undefined && html`<code>${formatPosition(position)}</code>`}</p>
<p>${message}</p>
${remedy !== "" && html`<p class="remedy">${remedy}</p>`}
</li>`,
  )}</ul>`;

const words: Readonly<Record<Severity, string>> = { error: "Error", warning: "Warning", note: "Note" };
