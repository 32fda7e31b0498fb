import { parseAllDocuments } from "yaml";

/** The text of a file without some of its documents (counted from 0), or undefined where nothing is left. */
export function cutDocuments(text: string, gone: ReadonlySet<number>): string | undefined {
  const documents = parseAllDocuments(text, { logLevel: "silent" });
  if (!Array.isArray(documents)) return text;
  const ends = documents.map(({ range }) => range[2]);
  const kept = documents.flatMap(({ contents }, index) =>
    gone.has(index) || contents === null ? [] : [text.slice(index === 0 ? 0 : ends[index - 1], ends[index])],
  );
  if (kept.length === 0) return undefined;
  // The first document needs no separator; one that was in the middle brought its own.
  return kept.join("").replace(/^---[^\S\n]*\n/, "");
}
