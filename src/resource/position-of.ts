import { posix } from "node:path";
import { type InText, type Position, positionIn } from "../core/position.ts";
import { locate, type Part } from "./locate.ts";
import { type FieldPath, valueAt } from "./path.ts";
import { offsetInText } from "./offset-in-text.ts";
import { readDocuments, type YamlDocument } from "./read-documents.ts";
import type { Origin, Resource } from "./resource.ts";

/** Parsed again when first asked: nodes of thousands of documents would take more memory than all else. */
const read = new WeakMap<Origin, YamlDocument | "unreadable">();

/** The place of a field of a resource, e.g. `["spec", "tables", 0, "name"]`; of its key where `part` says so. A number behind a text is a character of it. */
export function positionOf(resource: Resource, path: FieldPath, part: Part = "value"): Position {
  const inside = insideText(resource, path);
  if (inside !== undefined) return positionInText(resource, path.slice(0, -1), inside);
  const document = documentOf(resource.origin);
  return document === "unreadable" ? resource.position : locate(document, path, part);
}

/** The place of a field, or of a character of its text. */
export const placeIn = (resource: Resource, path: FieldPath, inside?: InText): Position =>
  inside === undefined ? positionOf(resource, path) : positionInText(resource, path, inside);

function insideText(resource: Resource, path: FieldPath): InText | undefined {
  const [text, offset] = [valueAt(resource, path.slice(0, -1)), path.at(-1)];
  return typeof text === "string" && typeof offset === "number" ? { text, offset } : undefined;
}

/** In the file that was read in its stead where the document names one; of the field where that is all that can be said. */
function positionInText(resource: Resource, path: FieldPath, inside: InText): Position {
  const named = valueAt(resource, [...path.slice(0, -1), "file"]);
  if (path.at(-1) === "text" && typeof named === "string")
    return positionIn(posix.join(posix.dirname(resource.origin.file), named), inside);
  if (resource.kind === "Schema" && path[0] === "sqlFiles") return positionIn(resource.sqlFiles[Number(path[1])]?.path ?? "", inside);
  const document = documentOf(resource.origin);
  const offset = document === "unreadable" ? undefined : offsetInText(document, path, inside);
  return document === "unreadable" || offset === undefined ? positionOf(resource, path) : document.place(offset);
}

function documentOf(origin: Origin): YamlDocument | "unreadable" {
  const known = read.get(origin);
  if (known !== undefined) return known;
  const { documents } = readDocuments({ path: origin.file, text: origin.text });
  const document = documents.find(({ index }) => index === origin.document) ?? "unreadable";
  read.set(origin, document);
  return document;
}
