import { KeelsonError } from "../../src/core/error.ts";
import type { Outcome } from "./command.ts";
import type { Terminal } from "./terminal.ts";

export type OutputFormat = "text" | "json" | "yaml";

export const apiVersion = "keelson.dev/v1alpha1";

/** `error` of the JSON that scripts rely on. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  const known = error instanceof KeelsonError ? error : undefined;
  return {
    code: known?.code ?? "internal",
    message: error instanceof Error ? error.message : String(error),
    exitCode: known?.exitCode ?? 1,
    retryable: known?.retryable ?? false,
    diagnostics: (known?.diagnostics ?? []).map(({ position, ...rest }) => ({ ...rest, ...position })),
  };
}

/** Results go to standard output, in the format that was asked for. */
export async function printOutcome(outcome: Outcome, format: OutputFormat, terminal: Terminal): Promise<void> {
  if (format === "text" || outcome.document === null) return terminal.print(outcome.text);
  const { kind, fields } = outcome.document;
  await printDocument({ apiVersion, kind, ...fields }, format, terminal);
}

export async function printDocument(document: object, format: "json" | "yaml", terminal: Terminal): Promise<void> {
  if (format === "json") return terminal.print(JSON.stringify(document, null, 2));
  const { stringify } = await import("yaml");
  return terminal.print(stringify(document, { lineWidth: 0 }));
}
