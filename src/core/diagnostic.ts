import type { Position } from "./position.ts";
import { formatPosition } from "./position.ts";

export type Severity = "error" | "warning" | "note";

/** One finding about what a person wrote or what the world holds: what is wrong, where, and what to do. */
export interface Diagnostic {
  /** Stable code in kebab-case, e.g. `unknown-field`; documented, never reused for another meaning. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence without a trailing full stop. */
  readonly message: string;
  /** What to do about it, in one imperative sentence; empty only for notes. */
  readonly remedy: string;
  readonly position?: Position;
}

/** A diagnostic with its place beside the rest: the form in JSON. */
export type FlatDiagnostic = Omit<Diagnostic, "position"> & Partial<Position>;

export const flatDiagnostic = ({ position, ...rest }: Diagnostic): FlatDiagnostic => ({ ...rest, ...position });

/** `file:line:column: severity[code]: message (remedy)`; the one text form of a diagnostic. */
export function formatDiagnostic({ code, severity, message, remedy, position }: Diagnostic): string {
  const place = position === undefined ? "" : `${formatPosition(position)}: `;
  const hint = remedy === "" ? "" : `\n  ${remedy}`;
  return `${place}${severity}[${code}]: ${message}${hint}`;
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((diagnostic) => diagnostic.severity === "error");
