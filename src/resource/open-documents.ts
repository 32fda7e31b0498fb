import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import { locate, type Part, writtenAt } from "./locate.ts";
import { type FieldPath, valueAt } from "./path.ts";
import { type PlainDocument, readPlainDocument } from "./plain/read-plain-document.ts";
import type { Starts } from "./plain/starts.ts";
import { readDocuments, type YamlDocument } from "./read-documents.ts";
import { notPlain, refusedUnread } from "./refused-unread.ts";
import { maximumCharacters, maximumParsed, type SourceFile } from "./source-file.ts";
import { toValue } from "./to-value.ts";

/** One document of a file: its content as plain data, and the way back from there to its text. */
export interface OpenDocument {
  readonly file: SourceFile;
  /** What offsets count in: the file without a byte order mark. */
  readonly text: string;
  /** Which document of the file, from 0. */
  readonly index: number;
  readonly value: unknown;
  /** What readers of YAML would not all read alike. */
  readonly diagnostics: readonly Diagnostic[];
  /** The place of a field; of the nearest one above it that is written, where it is not written itself. */
  locate(path: FieldPath, part: Part): Position;
  /** The text of a scalar as it was written, or undefined where the path leads to none. */
  writtenAt(path: FieldPath): string | undefined;
}

export interface DocumentsOpened {
  readonly documents: readonly OpenDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file for its content. Documents with a fault of syntax are left out and told. */
export function openDocuments(file: SourceFile): DocumentsOpened {
  const { length } = file.text;
  const plain = length > maximumCharacters ? undefined : readPlainDocument(file.text);
  if (plain?.kind === "plain")
    return { documents: [length > maximumParsed ? openLarge(file, plain) : openPlain(file, plain)], diagnostics: [] };
  if (plain !== undefined && length > maximumParsed)
    return { documents: [], diagnostics: [refusedUnread(file) ?? notPlain(file, plain.line)] };
  const { documents, diagnostics } = readDocuments(file);
  return { documents: documents.map(openWhole), diagnostics };
}

/** A document that the library has parsed. */
export function openWhole(document: YamlDocument): OpenDocument {
  const diagnostics: Diagnostic[] = [];
  const value = toValue(document, (diagnostic) => diagnostics.push(diagnostic));
  return {
    file: document.file,
    text: document.text,
    index: document.index,
    value,
    diagnostics,
    locate: (path, part) => locate(document, path, part),
    writtenAt: (path) => writtenAt(document, path),
  };
}

/** Too large to be parsed once more: the nearest map or list at or above the field is the place of it. */
const openLarge = (file: SourceFile, { value, starts }: PlainDocument): OpenDocument => ({
  file,
  text: file.text,
  index: 0,
  value,
  diagnostics: [],
  locate: (path, part) => ({ file: file.path, ...nearest(part === "value" ? path : path.slice(0, -1), value, starts) }),
  writtenAt: () => undefined,
});

function nearest(path: FieldPath, value: object, starts: Starts): Pick<Position, "line" | "column"> {
  for (let length = path.length; length > 0; length--) {
    const start = starts.get(valueAt(value, path.slice(0, length)) as object);
    if (start !== undefined) return start;
  }
  return starts.get(value) ?? { line: 1, column: 1 };
}

/** Where a map or a list begins is known; for all else the text is parsed once more, and wholly, when somebody asks. */
function openPlain(file: SourceFile, { value, starts }: PlainDocument): OpenDocument {
  let whole: YamlDocument | undefined;
  const parse = (): YamlDocument => {
    whole ??= readDocuments(file).documents[0];
    if (whole === undefined) throw new TypeError(`${file.path} was read at once and cannot be parsed`);
    return whole;
  };
  return {
    file,
    text: file.text,
    index: 0,
    value,
    diagnostics: [],
    locate: (path, part) => {
      const start = part === "value" ? starts.get(valueAt(value, path) as object) : undefined;
      return start === undefined ? locate(parse(), path, part) : { file: file.path, ...start };
    },
    writtenAt: (path) => writtenAt(parse(), path),
  };
}
