import type { Diagnostic } from "../core/diagnostic.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import type { Finding } from "./describe-violation.ts";
import { describeViolation } from "./describe-violation.ts";
import type { OpenDocument } from "./open-documents.ts";
import { type FieldPath, formatPath, pathOfPointer, valueAt } from "./path.ts";
import type { Validator, Violation } from "./validator.ts";

/** Collects what is found in one document; at one place only the first finding is told. */
export class ReadContext {
  readonly document: OpenDocument;
  readonly diagnostics: Diagnostic[] = [];
  readonly #places = new Set<string>();

  constructor(document: OpenDocument) {
    this.document = document;
  }

  readonly add = (diagnostic: Diagnostic): void => {
    const { line, column } = diagnostic.position ?? { line: 0, column: 0 };
    const place = `${line}:${column}`;
    if (this.#places.has(place)) return;
    this.#places.add(place);
    this.diagnostics.push(diagnostic);
  };

  find({ code, message, remedy, path, part }: Finding): void {
    this.add({ code, severity: "error", message, remedy, position: this.document.locate(path, part) });
  }

  /** Validates a value of the document that lies at `path`; each violation is a finding. */
  validate(validator: Validator, value: unknown, path: FieldPath): boolean {
    if (validator(value)) return true;
    const violations = validator.errors ?? [];
    // A validator from outside need not say why.
    if (violations.length === 0)
      this.find({
        code: "wrong-arguments",
        message: `${formatPath(path)} does not have the right form`,
        remedy: "See what the operation takes",
        path,
        part: "value",
      });
    for (const violation of violations) {
      if (isMisspelt(violation, violations)) continue;
      const inside = pathOfPointer(violation.instancePath, value);
      const full = [...path, ...inside];
      this.find(describeViolation(violation, full, valueAt(value, inside), this.document.writtenAt(full)));
    }
    return false;
  }

  /** In the order of the text. */
  sorted(): Diagnostic[] {
    return this.diagnostics.toSorted(
      ({ position: a }, { position: b }) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0),
    );
  }

  get failed(): boolean {
    return this.diagnostics.some(({ severity }) => severity === "error");
  }
}

/** True where the missing field is there under a name that only misses by a letter, which is told already. */
function isMisspelt({ keyword, instancePath, params }: Violation, violations: readonly Violation[]): boolean {
  if (keyword !== "required") return false;
  const missing = [String(params["missingProperty"])];
  return violations.some(
    (other) =>
      other.keyword === "closed" && other.instancePath === instancePath && didYouMean(String(other.params["field"]), missing) !== undefined,
  );
}
