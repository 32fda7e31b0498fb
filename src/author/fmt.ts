import { type Document, isAlias, isMap, Pair, Scalar, visit, type YAMLMap } from "yaml";
import { canonicalJson } from "../core/canonical-json.ts";
import { hasErrors } from "../core/diagnostic.ts";
import { openWhole } from "../resource/open-documents.ts";
import { losesDigits, misreading } from "../resource/plain-scalar.ts";
import { readDocuments, type YamlDocument } from "../resource/read-documents.ts";
import type { ReadOptions } from "../resource/read-options.ts";
import { recognise } from "../resource/recognise.ts";
import type { SourceFile } from "../resource/source-file.ts";
import { keepComment, keyOrders, sortKeys } from "./key-order.ts";
import { quoteScalars } from "./quote-scalars.ts";

/** The text of a file with quotes, order of keys and ids mended; what needs no mending, and comments, stay as they are. A file with a fault of syntax is not touched. */
export function formatFile(file: SourceFile, options: ReadOptions = {}): string {
  if (readDocuments(file).diagnostics.length > 0) return file.text;
  const quoted = quoteScalars(file, options);
  const { documents } = readDocuments({ path: file.path, text: quoted });
  const lineEnd = quoted.includes("\r\n") ? "\r\n" : "\n";
  let mended = "";
  let end = 0;
  for (const document of documents) {
    mended += quoted.slice(end, document.start);
    end = document.document.range[2];
    mended += arrange(document)?.replaceAll("\n", lineEnd) ?? quoted.slice(document.start, end);
  }
  return mended + quoted.slice(end);
}

/** The document anew with its keys in order and its id, or undefined where it has both, or rendering it would change what it says. */
function arrange(yaml: YamlDocument): string | undefined {
  const open = openWhole(yaml);
  const recognised = recognise(open);
  if (hasErrors(open.diagnostics) || recognised.kind === "other" || !isMap(yaml.contents) || hasOddNumber(yaml.document)) return undefined;
  const { document } = yaml;
  const hasId = recognised.kind === "Revision" && writeId(document, yaml.contents);
  const { value } = openWhole(yaml);
  const sorted = keyOrders[recognised.kind].map((order) => sortKeys(document, order)).includes(true);
  if (!(hasId || sorted) || !anchorsComeFirst(document)) return undefined;
  const text = document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true });
  return saysTheSame(value, text) ? text : undefined;
}

/** Whether each alias still stands behind its anchor, now that keys are in order. */
function anchorsComeFirst(document: Document): boolean {
  const anchors = new Set<string>();
  let inOrder = true;
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) inOrder &&= anchors.has(node.source);
      else if (node.anchor !== undefined) anchors.add(node.anchor);
    },
  });
  return inOrder;
}

/** A number that would be written back in other digits. */
function hasOddNumber(document: Document): boolean {
  let odd = false;
  visit(document, {
    Scalar(_key, { value, source = "" }) {
      odd ||= typeof value === "number" && (misreading(source) !== undefined || losesDigits(source, value));
    },
  });
  return odd;
}

/** Writes the id that a revision has by its name. */
function writeId(document: Document, contents: YAMLMap): boolean {
  const spec = contents.get("spec");
  const name = document.getIn(["metadata", "name"]);
  if (!isMap(spec) || spec.has("id") || typeof name !== "string") return false;
  keepComment(spec);
  const id = new Scalar(name);
  id.type = Scalar.QUOTE_DOUBLE;
  spec.items.unshift(new Pair(new Scalar("id"), id));
  return true;
}

/** Rendering is the library's: whatever it did, the text must read as the document did before its keys were moved. */
function saysTheSame(value: unknown, text: string): boolean {
  const { documents, diagnostics } = readDocuments({ path: "", text });
  const [again] = documents;
  if (diagnostics.length > 0 || documents.length !== 1 || again === undefined) return false;
  return canonicalJson(openWhole(again).value) === canonicalJson(value);
}
