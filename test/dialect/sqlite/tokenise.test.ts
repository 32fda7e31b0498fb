import { expect, test } from "vitest";
import { identifierOf, tokenise } from "../../../src/dialect/sqlite/tokenise.ts";

const kinds = (sql: string) => tokenise(sql).map(({ kind, text }) => `${kind} ${text}`);

test("comments and whitespace are no tokens, an unclosed comment runs to the end", () => {
  expect(kinds("a -- b\n/* c; */ d /* e")).toEqual(["word a", "word d"]);
});

test("quotes of all four kinds keep what is in them, doubled quotes included", () => {
  expect(kinds(`'it''s;' "a""b" [c d] \`e\`\`f\` x'0f'`)).toEqual([
    "string 'it''s;'",
    `quoted "a""b"`,
    "quoted [c d]",
    "quoted `e``f`",
    "blob x'0f'",
  ]);
  expect(tokenise(`"a""b" [c d] \`e\`\`f\``).map(identifierOf)).toEqual(['a"b', "c d", "e`f"]);
});

test("numbers, operators and variables", () => {
  expect(kinds("-1.5e-3||.5>=0xFF->>'$' ?1 :a")).toEqual([
    "operator -",
    "number 1.5e-3",
    "operator ||",
    "number .5",
    "operator >=",
    "number 0xFF",
    "operator ->>",
    "string '$'",
    "variable ?1",
    "variable :a",
  ]);
});

test("an unclosed quote is illegal, with its place", () => {
  expect(tokenise("select 'oops").find(({ kind }) => kind === "illegal")?.start).toBe(7);
});
