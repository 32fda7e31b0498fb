import { type Document, isScalar, LineCounter, type Node, parseAllDocuments, type YAMLParseError } from "yaml";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import { maximumCharacters, type SourceFile } from "./source-file.ts";

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

/** What YAML does not allow in a text, and no reader reports alike. */
const controlCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
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
  if (parsed === "too deep") return { documents: [], diagnostics: [tooDeep(file)] };
  const documents: YamlDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, document] of parsed.entries()) {
    const faults = [...document.errors, ...document.warnings].slice(0, toldPerDocument).map((fault) => describe(fault, place));
    const version = document.directives?.yaml;
    if (version?.explicit === true && version.version !== "1.2") faults.push(otherVersion(version.version, place(0)));
    diagnostics.push(...faults);
    const { contents } = document;
    if (faults.length === 0 && contents !== null && !isEmpty(contents))
      documents.push({ file, text, index, start: parsed[index - 1]?.range[2] ?? 0, contents, document, place });
  }
  return { documents, diagnostics };
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
    // The library composes nested collections recursively: deep nesting ends its stack.
    if (error instanceof RangeError) return "too deep";
    throw error;
  }
}

/** A document of comments only, or of nothing. */
const isEmpty = (contents: Node): boolean => isScalar(contents) && contents.source === "";

function refusedUnread({ path, text }: SourceFile): Diagnostic | undefined {
  const start: Position = { file: path, line: 1, column: 1 };
  if (text.length > maximumCharacters)
    return {
      code: "document-too-large",
      severity: "error",
      message: "the file is larger than 50 MB",
      remedy: "Split it into several documents in files of their own",
      position: start,
    };
  const match = controlCharacter.exec(text);
  if (match === null) return undefined;
  const before = text.slice(0, match.index).split("\n");
  const code = match[0].charCodeAt(0).toString(16).padStart(4, "0").toUpperCase();
  return {
    code: "control-character",
    severity: "error",
    message: `the text holds the control character U+${code}`,
    remedy: "Delete it, or write it as an escape between double quotes",
    position: { file: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
  };
}

const tooDeep = ({ path }: SourceFile): Diagnostic => ({
  code: "nested-too-deep",
  severity: "error",
  message: "maps and lists are nested too deep",
  remedy: "Flatten the document",
  position: { file: path, line: 1, column: 1 },
});

const otherVersion = (version: string, position: Position): Diagnostic => ({
  code: "yaml-version",
  severity: "error",
  message: `the document asks for YAML ${version}`,
  remedy: "Delete the %YAML directive: documents are YAML 1.2",
  position,
});

function describe(
  fault: YAMLParseError | { code: string; message: string; pos: [number, number] },
  place: (offset: number) => Position,
): Diagnostic {
  const position = place(fault.pos[0]);
  if (fault.code === "TAB_AS_INDENT")
    return { code: "yaml-tab", severity: "error", message: "a tab stands where YAML wants spaces", remedy: "Indent with spaces", position };
  if (fault.code === "TAG_RESOLVE_FAILED")
    return {
      code: "yaml-tag",
      severity: "error",
      message: `${fault.message.replace(/^Unresolved/, "unknown")}`,
      remedy: "Delete the tag, and quote the text where it is meant as such",
      position,
    };
  const message = fault.message.charAt(0).toLowerCase() + fault.message.slice(1);
  return {
    code: "yaml-syntax",
    severity: "error",
    message: `not YAML: ${message}`,
    remedy: "Mend the syntax here or just above",
    position,
  };
}
