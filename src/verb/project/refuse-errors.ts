import { type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { InputError } from "../../core/error.ts";

/** All findings of a run are reported together. @throws InputError where one of them is an error. */
export function refuseErrors(diagnostics: readonly Diagnostic[]): void {
  if (!hasErrors(diagnostics)) return;
  const [first] = diagnostics.filter(({ severity }) => severity === "error");
  throw new InputError(first?.message ?? "the documents have errors", { code: "invalid-documents", diagnostics });
}
