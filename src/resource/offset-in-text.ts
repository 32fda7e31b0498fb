import { isScalar, type Node } from "yaml";
import type { InText } from "../core/position.ts";
import type { FieldPath } from "./path.ts";
import type { YamlDocument } from "./read-documents.ts";
import { nodeAt } from "./locate.ts";

/**
 * Offset in the file of a character of a field's text; undefined where the text does not stand there as it is
 * (escapes, folded lines, a value put in place of a variable): then only its beginning can be shown.
 */
export function offsetInText(document: YamlDocument, path: FieldPath, { text, offset }: InText): number | undefined {
  const node = nodeAt(document, path);
  if (node === undefined || !isScalar(node) || node.value !== text) return undefined;
  const [start, end] = rangeOf(node);
  const written = document.text.slice(start, end);
  switch (node.type) {
    case "PLAIN":
      return written === text ? start + offset : undefined;
    case "QUOTE_DOUBLE":
    case "QUOTE_SINGLE":
      return written.slice(1, -1) === text ? start + 1 + offset : undefined;
    case "BLOCK_LITERAL":
      return inBlock(written, text, start, offset);
    default:
      return undefined;
  }
}

const rangeOf = ({ range }: Node): readonly [number, number] => [range?.[0] ?? 0, range?.[1] ?? 0];

/** A literal block has the lines of its text, each further in by the same number of spaces. */
function inBlock(written: string, value: string, start: number, offset: number): number | undefined {
  const [header = "", ...lines] = written.split("\n");
  const texts = value.split("\n");
  const first = texts.findIndex((text) => text !== "");
  const indent = (lines[first]?.length ?? 0) - (texts[first]?.length ?? 0);
  const before = value.slice(0, offset).split("\n");
  const row = before.length - 1;
  if (indent < 0 || lines[row]?.slice(indent) !== texts[row]) return undefined;
  const above = lines.slice(0, row).reduce((sum, line) => sum + line.length + 1, header.length + 1);
  return start + above + indent + (before.at(-1)?.length ?? 0);
}
