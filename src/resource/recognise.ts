import { apiVersion } from "../core/api-version.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import type { OpenDocument } from "./open-documents.ts";
import { valueAt } from "./path.ts";
import { type ResourceKind, resourceKinds } from "./resource.ts";

export type Recognised = { readonly kind: ResourceKind } | { readonly kind: "other"; readonly diagnostic: Diagnostic };

/** Tells documents of keelson from those of others, which are left alone with a note, and from those that only miss by a letter. */
export function recognise(document: OpenDocument): Recognised {
  const [version, kind] = ["apiVersion", "kind"].map((field) => valueAt(document.value, [field]));
  const known = resourceKinds.find((name) => name === kind);
  if (version === apiVersion && known !== undefined) return { kind: known };
  const position = document.locate([version === apiVersion ? "kind" : "apiVersion"], "value");
  if (version === apiVersion) {
    const meant = typeof kind === "string" ? didYouMean(kind, resourceKinds) : undefined;
    if (kind === undefined || meant !== undefined)
      return other({
        code: "unknown-kind",
        severity: "error",
        message: kind === undefined ? "the document has no kind" : `there is no kind ${JSON.stringify(kind)}`,
        remedy: meant === undefined ? `Write one of ${resourceKinds.join(", ")}` : `Did you mean ${JSON.stringify(meant)}?`,
        position,
      });
  }
  if (version === undefined && known !== undefined)
    return other({
      code: "missing-field",
      severity: "error",
      message: "the document has no apiVersion",
      remedy: `Write \`apiVersion: ${apiVersion}\``,
      position,
    });
  const what =
    version === undefined && kind === undefined
      ? "no apiVersion and kind"
      : `${[version, kind].map((part) => String(part ?? "?")).join(" ")}`;
  return other({
    code: "left-alone",
    severity: "note",
    message: `left alone: a document with ${what} is not keelson's`,
    remedy: "",
    position,
  });
}

const other = (diagnostic: Diagnostic): Recognised => ({ kind: "other", diagnostic });
