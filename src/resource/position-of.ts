import type { Position } from "../core/position.ts";
import { locate, type Part } from "./locate.ts";
import type { FieldPath } from "./path.ts";
import { readDocuments, type YamlDocument } from "./read-documents.ts";
import type { Origin, Resource } from "./resource.ts";

/** Parsed again when first asked: nodes of thousands of documents would take more memory than all else. */
const read = new WeakMap<Origin, YamlDocument | "unreadable">();

/** The place of a field of a resource, e.g. `["spec", "tables", 0, "name"]`; of its key where `part` says so. */
export function positionOf(resource: Resource, path: FieldPath, part: Part = "value"): Position {
  const document = documentOf(resource.origin);
  return document === "unreadable" ? resource.position : locate(document, path, part);
}

function documentOf(origin: Origin): YamlDocument | "unreadable" {
  const known = read.get(origin);
  if (known !== undefined) return known;
  const { documents } = readDocuments({ path: origin.file, text: origin.text });
  const document = documents.find(({ index }) => index === origin.document) ?? "unreadable";
  read.set(origin, document);
  return document;
}
