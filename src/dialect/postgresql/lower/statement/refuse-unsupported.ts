import type { Change } from "../../../../change/change.ts";
import { InputError } from "../../../../core/error.ts";
import { refusals } from "../../refusals.ts";

/** @throws InputError with all that another dialect alone has */
export function refuseUnsupported(changes: readonly Change[]): void {
  const diagnostics = changes.flatMap((change) => (change.kind === "object" && change.after !== null ? refusals(change.after) : []));
  const [first] = diagnostics;
  if (first !== undefined) throw new InputError(first.message, { code: first.code, diagnostics });
}
