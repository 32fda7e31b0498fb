import { type Document, isMap, isScalar, type Node, Pair, Scalar, visit, type YAMLMap } from "yaml";
import type { Diagnostic } from "../core/diagnostic.ts";
import { formatPosition, type Position } from "../core/position.ts";
import { parseResources } from "../resource/parse-resources.ts";
import { readDocuments, type YamlDocument } from "../resource/read-documents.ts";
import type { ReadOptions } from "../resource/read-options.ts";
import { recognise } from "../resource/recognise.ts";
import type { SourceFile } from "../resource/source-file.ts";
import { keyOrders, sortKeys } from "./key-order.ts";

/** Findings that quotes mend: the text that was written is the text that was meant. */
const mendedByQuotes: ReadonlySet<string> = new Set(["ambiguous-scalar", "sql-not-text", "text-expected"]);

/** The text of a file with quotes, order of keys and ids mended; what needs no mending, and comments, stay as they are. A file with a fault of syntax is not touched. */
export function formatFile(file: SourceFile, options: ReadOptions = {}): string {
  const { documents, diagnostics } = readDocuments(file);
  if (diagnostics.length > 0) return file.text;
  const places = new Set(
    parseResources([file], options)
      .diagnostics.filter(isMendable)
      .map(({ position }) => formatPosition(position as Position)),
  );
  const lineEnd = file.text.includes("\r\n") ? "\r\n" : "\n";
  let text = "";
  let end = 0;
  for (const document of documents) {
    const start = document.document.range[0];
    const mended = mend(document, places);
    text += document.text.slice(end, start);
    end = document.document.range[2];
    const own = document.text.slice(start, end);
    text += mended === undefined ? own : mended.replaceAll("\n", lineEnd);
  }
  return documents.length === 0 ? file.text : text + (documents[0]?.text.slice(end) ?? "");
}

const isMendable = ({ code, position }: Diagnostic): boolean => mendedByQuotes.has(code) && position !== undefined;

/** The document's new text, or undefined where nothing is to be mended, or mending would change what it says. */
function mend(yaml: YamlDocument, places: ReadonlySet<string>): string | undefined {
  const recognised = recognise(yaml);
  if (recognised.kind === "other" || !isMap(yaml.contents)) return undefined;
  const { document } = yaml;
  const mends = [
    quote(yaml, places),
    recognised.kind === "Revision" && writeId(document, yaml.contents),
    keyOrders[recognised.kind].map((order) => sortKeys(document, order)).includes(true),
  ];
  if (!mends.includes(true)) return undefined;
  const text = document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true });
  return saysTheSame(document, text) ? text : undefined;
}

/** Quotes what stands at the places. A number in a row is left to people: it may be meant as one. */
function quote({ document, place }: YamlDocument, places: ReadonlySet<string>): boolean {
  let changed = false;
  visit(document, {
    Scalar(_key, scalar) {
      const start = scalar.range?.[0];
      if (scalar.type !== Scalar.PLAIN || start === undefined || !places.has(formatPosition(place(start)))) return;
      scalar.value = scalar.source ?? "";
      scalar.type = Scalar.QUOTE_DOUBLE;
      changed = true;
    },
  });
  return changed;
}

/** Writes the id that a revision has by its name. */
function writeId(document: Document, contents: YAMLMap): boolean {
  const spec = contents.get("spec");
  const name = document.getIn(["metadata", "name"]);
  if (!isMap(spec) || spec.has("id") || typeof name !== "string") return false;
  const id = document.createNode(name) as Scalar;
  id.type = Scalar.QUOTE_DOUBLE;
  spec.items.unshift(new Pair<Node, Node>(document.createNode("id"), id));
  return true;
}

/** Rendering is the library's: whatever it did, the text must read as the document that was rendered. */
function saysTheSame(document: Document, text: string): boolean {
  const { documents, diagnostics } = readDocuments({ path: "", text });
  const [again] = documents;
  return (
    diagnostics.length === 0 &&
    documents.length === 1 &&
    again !== undefined &&
    JSON.stringify(again.document.toJS()) === JSON.stringify(document.toJS()) &&
    isScalar(again.contents) === isScalar(document.contents)
  );
}
