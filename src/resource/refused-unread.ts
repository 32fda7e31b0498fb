import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import { maximumCharacters, type SourceFile } from "./source-file.ts";

/** What YAML does not allow in a text, and no reader reports alike. */
const controlCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
/** Why a text is not even parsed, or undefined where it is. */
export function refusedUnread({ path, text }: SourceFile): Diagnostic | undefined {
  if (text.length > maximumCharacters) return tooLarge("the file is larger than 50 MB", { file: path, line: 1, column: 1 });
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

/** Why a large text that the plain reader gave up at that line is not parsed. */
export const notPlain = ({ path }: SourceFile, line: number): Diagnostic =>
  tooLarge("the file is larger than 4 MB, and here it needs more of YAML than a file of that size may", { file: path, line, column: 1 });

const tooLarge = (message: string, position: Position): Diagnostic => ({
  code: "document-too-large",
  severity: "error",
  message,
  remedy: "Split it into several documents in files of their own",
  position,
});
