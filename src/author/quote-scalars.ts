import { Scalar, visit } from "yaml";
import { formatPosition } from "../core/position.ts";
import { classOfField } from "../resource/field-class.ts";
import { parseResources } from "../resource/parse-resources.ts";
import { readDocuments } from "../resource/read-documents.ts";
import type { ReadOptions } from "../resource/read-options.ts";
import type { SourceFile } from "../resource/source-file.ts";
import { keysOf } from "./keys-of.ts";

/** Findings that quotes mend: the text that was written is the text that was meant. */
const mendedByQuotes: ReadonlySet<string> = new Set(["ambiguous-scalar", "sql-not-text", "text-expected"]);

/** The text with quotes around what must be a text and is not read alike by all; nothing else is touched. A number in a row is left to people: it may be meant as one. */
export function quoteScalars(file: SourceFile, options: ReadOptions): string {
  const { diagnostics } = parseResources([file], options);
  const places = new Set(
    diagnostics.flatMap(({ code, position }) => (position !== undefined && mendedByQuotes.has(code) ? [formatPosition(position)] : [])),
  );
  const { documents } = readDocuments(file);
  let text = documents[0]?.text ?? file.text;
  for (const { document, place } of documents.toReversed()) {
    for (const { source, range } of plainScalars(document).toReversed()) {
      const [start, end] = range ?? [0, 0];
      if (places.has(formatPosition(place(start)))) text = `${text.slice(0, start)}${JSON.stringify(source ?? "")}${text.slice(end)}`;
    }
  }
  return text;
}

/** In the order of the text. */
function plainScalars(document: Parameters<typeof visit>[0]): Scalar[] {
  const found: Scalar[] = [];
  visit(document, {
    Scalar(_key, scalar, ancestors) {
      const isData = typeof scalar.value !== "string" && classOfField(keysOf(ancestors)) === "value";
      if (scalar.type === Scalar.PLAIN && !isData) found.push(scalar);
    },
  });
  return found;
}
