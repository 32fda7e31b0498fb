import { expect, it } from "vitest";
import { cutDocuments } from "../../src/author/cut-documents.ts";

const text = "# top\na: 1\n---\n# second\nb: 2 # kept\n---\nc: 3\n";
it.each([
  [[], text],
  [[0], "# second\nb: 2 # kept\n---\nc: 3\n"],
  [[1], "# top\na: 1\n---\nc: 3\n"],
  [[2], "# top\na: 1\n---\n# second\nb: 2 # kept\n"],
  [[0, 2], "# second\nb: 2 # kept\n"],
  [[0, 1, 2], undefined],
])("without documents %o of three the rest stays as it is", (gone, expected) => {
  expect(cutDocuments(text, new Set(gone))).toBe(expected);
});
it("a document at the start may have a separator of its own", () => {
  expect(cutDocuments("---\na: 1\n---\nb: 2\n", new Set([0]))).toBe("b: 2\n");
  expect(cutDocuments("a: 1\n...\n---\nb: 2\n", new Set([1]))).toBe("a: 1\n...\n");
});
