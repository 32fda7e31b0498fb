import { type Document, isScalar, LineCounter, type Node, parseAllDocuments, type YAMLParseError, type YAMLWarning } from "yaml";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import { refusedUnread } from "./refused-unread.ts";
import type { SourceFile } from "./source-file.ts";
import { describeFault, otherVersion, tabIndents, tooDeep } from "./yaml-fault.ts";

/** One YAML document with a way from offsets to places. */
export interface YamlDocument {
  readonly file: SourceFile;
  /** What offsets count in: the file without a byte order mark. */
  readonly text: string;
  /** Which document of the file, from 0. */
  readonly index: number;
  readonly contents: Node;
  /** Where its text begins, with the comments before it: the end of the document before. */
  readonly start: number;
  /** The document as the library has it, for aliases. */
  readonly document: Document.Parsed;
  place(offset: number): Position;
}

export interface DocumentsRead {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A fault of syntax makes more of them behind it; these many of one document are told. */
const toldPerDocument = 3;

/** Parses a text once. Documents with a fault of syntax are left out and told. */
export function readDocuments(file: SourceFile): DocumentsRead {
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file: file.path, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refused = refusedUnread(file);
  if (refused !== undefined) return { documents: [], diagnostics: [refused] };
  const text = file.text.startsWith("\uFEFF") ? file.text.slice(1) : file.text;
  const parsed = parse(text, lines);
  if (parsed === "too deep") return { documents: [], diagnostics: [tooDeep(place(0))] };
  const documents: YamlDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, document] of parsed.entries()) {
    const faults = distinct([...document.errors, ...document.warnings].map((fault) => described(fault, text, place))).slice(
      0,
      toldPerDocument,
    );
    const version = document.directives?.yaml;
    if (version?.explicit === true && version.version !== "1.2") faults.push(otherVersion(version.version, place(0)));
    diagnostics.push(...faults);
    const { contents } = document;
    if (faults.length === 0 && contents !== null && !isEmpty(contents))
      documents.push({ file, text, index, start: parsed[index - 1]?.range[2] ?? 0, contents, document, place });
  }
  return { documents, diagnostics };
}

/** The same fault is told where it is first. */
const distinct = <F extends { readonly message: string }>(faults: readonly F[]): readonly F[] =>
  [...new Map(faults.toReversed().map((fault) => [fault.message, fault])).values()].toReversed();

/** A tab that indents a line is the fault of whatever the library finds there. */
function described(fault: YAMLParseError | YAMLWarning, text: string, place: YamlDocument["place"]): Diagnostic {
  const [offset] = fault.pos;
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  const [indentation = ""] = /^[ \t]*/.exec(text.slice(line)) ?? [];
  const tab = indentation.indexOf("\t");
  return tab === -1 ? describeFault(fault, place(offset)) : tabIndents(place(line + tab));
}

function parse(text: string, lineCounter: LineCounter): readonly Document.Parsed[] | "too deep" {
  try {
    const documents = parseAllDocuments(text, {
      lineCounter,
      version: "1.2",
      schema: "core",
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "silent",
    });
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    // The library composes nested collections recursively: deep nesting ends its stack, sometimes before it notices itself.
    if (error instanceof RangeError) return "too deep";
    throw error;
  }
}

/** A document of comments only, or of nothing. */
const isEmpty = (contents: Node): boolean => isScalar(contents) && contents.source === "";
