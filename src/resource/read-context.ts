import type { Diagnostic } from "../core/diagnostic.ts";
import type { Finding } from "./describe-violation.ts";
import { describeViolation } from "./describe-violation.ts";
import { locate, writtenAt } from "./locate.ts";
import { type FieldPath, pathOfPointer, valueAt } from "./path.ts";
import type { YamlDocument } from "./read-documents.ts";
import type { Validator } from "./validator.ts";

/** Collects what is found in one document; at one place only the first finding is told. */
export class ReadContext {
  readonly document: YamlDocument;
  readonly diagnostics: Diagnostic[] = [];
  readonly #places = new Set<string>();

  constructor(document: YamlDocument) {
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
    this.add({ code, severity: "error", message, remedy, position: locate(this.document, path, part) });
  }

  /** Validates a value of the document that lies at `path`; each violation is a finding. */
  validate(validator: Validator, value: unknown, path: FieldPath): boolean {
    if (validator(value)) return true;
    for (const violation of validator.errors ?? []) {
      const inside = pathOfPointer(violation.instancePath, value);
      const full = [...path, ...inside];
      this.find(describeViolation(violation, full, valueAt(value, inside), writtenAt(this.document, full)));
    }
    return false;
  }

  get failed(): boolean {
    return this.diagnostics.some(({ severity }) => severity === "error");
  }
}
