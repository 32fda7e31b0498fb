import type { Diagnostic } from "../core/diagnostic.ts";
import type { Position } from "../core/position.ts";
import { maximumCharacters, type SourceFile } from "./source-file.ts";

/** What YAML does not allow in a text, and no reader reports alike. */
const controlCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
/** Why a text is not even parsed, or undefined where it is. */
export function refusedUnread({ path, text }: SourceFile): Diagnostic | undefined {
  const start: Position = { file: path, line: 1, column: 1 };
  if (text.length > maximumCharacters)
    return {
      code: "document-too-large",
      severity: "error",
      message: "the file is larger than 4 MB",
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
