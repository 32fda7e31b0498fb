import { flatDiagnostic } from "../../src/core/diagnostic.ts";
import { KeelsonError } from "../../src/core/error.ts";
import type { Status } from "../../src/status/status.ts";
import type { Outcome } from "./command.ts";
import type { OutputDocument } from "./document/documents.shape.ts";
import type { Terminal } from "./terminal.ts";

export type OutputFormat = "text" | "json" | "yaml";

export const apiVersion = "keelson.dev/v1alpha1";

/** `error` of the JSON that scripts rely on. */
export function describeError(error: unknown) {
  const known = error instanceof KeelsonError ? error : undefined;
  return {
    code: known?.code ?? "internal",
    message: error instanceof Error ? error.message : String(error),
    exitCode: known?.exitCode ?? 1,
    retryable: known?.retryable ?? false,
    diagnostics: (known?.diagnostics ?? []).map(flatDiagnostic),
  };
}

/** What a verb that was stopped has to say: the error, beside the status where there is one. `exitCode`: that of the process, where a signal decides it. */
export function errorDocument(error: unknown, exitCode?: number): OutputDocument {
  const described = { ...describeError(error), ...(exitCode === undefined ? {} : { code: "interrupted", exitCode }) };
  if (!(error instanceof KeelsonError) || error.status === undefined) return { kind: "Error", fields: { error: described } };
  return { kind: "Status", fields: { ...statusFields(error.status as Status), error: described } };
}

export const statusFields = ({ apiVersion: _apiVersion, kind: _kind, diagnostics, ...fields }: Status) => ({
  ...fields,
  diagnostics: diagnostics.map(flatDiagnostic),
});

/** Results go to standard output, in the format that was asked for. */
export async function printOutcome(outcome: Outcome, format: OutputFormat, terminal: Terminal): Promise<void> {
  if (format === "text" || outcome.document === null) return terminal.print(outcome.text);
  await printDocument(outcome.document, format, terminal);
}

export async function printDocument({ kind, fields }: OutputDocument, format: "json" | "yaml", terminal: Terminal): Promise<void> {
  const document = { apiVersion, kind, ...fields };
  if (format === "json") return terminal.print(JSON.stringify(document, null, 2));
  const { yamlText } = await import("../../src/author/yaml-text.ts");
  return terminal.print(yamlText(document));
}
