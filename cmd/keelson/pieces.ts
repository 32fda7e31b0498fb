/** A text, or the pieces of one that would take much room. */
export type Text = string | Iterable<string>;

export const wholeText = (text: Text): string => (typeof text === "string" ? text : [...text].join(""));

/** Characters: more would take room, fewer a system call for each document. */
const atOnce = 2 ** 16;

/** The text as it is written to a stream: short pieces together, and at its end that of a line. */
export function* chunksOf(text: Text): Generator<string> {
  let chunk = "";
  let isWhole = true;
  for (const piece of typeof text === "string" ? [text] : text) {
    chunk += piece;
    isWhole = piece === "" ? isWhole : piece.endsWith("\n");
    if (chunk.length < atOnce) continue;
    yield chunk;
    chunk = "";
  }
  yield isWhole ? chunk : `${chunk}\n`;
}
