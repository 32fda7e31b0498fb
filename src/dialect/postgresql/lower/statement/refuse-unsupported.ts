import type { Change } from "../../../../change/change.ts";
import type { Diagnostic } from "../../../../core/diagnostic.ts";
import { InputError } from "../../../../core/error.ts";
import { refusals } from "../../refusals.ts";

/** @throws InputError with all that another dialect alone has */
export function refuseUnsupported(changes: readonly Change[]): void {
  const diagnostics: Diagnostic[] = [];
  for (const change of changes) if (change.kind === "object" && change.after !== null) diagnostics.push(...refusals(change.after));
  const [first] = diagnostics;
  if (first !== undefined) throw new InputError(first.message, { code: first.code, diagnostics });
}
