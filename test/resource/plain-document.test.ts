import { visit } from "yaml";
import { expect, test } from "vitest";
import { readPlainDocument } from "../../src/resource/plain/read-plain-document.ts";
import { readDocuments } from "../../src/resource/read-documents.ts";
import { toValue } from "../../src/resource/to-value.ts";
import { mutate, random } from "./mutate.ts";
import { plain } from "./plain-documents.ts";
import { valid } from "./valid-documents.ts";

/** Seconds; a minute in CI. */
const seconds = Number(process.env["KEELSON_FUZZ_SECONDS"] ?? (process.env["CI"] === "true" ? 20 : 10));
const seed = Number(process.env["KEELSON_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** What the whole parser makes of a text: JSON, because the order of keys counts too, and where each map and list begins. */
function wholly(text: string): unknown {
  const { documents, diagnostics } = readDocuments({ path: "a.yaml", text });
  const [document] = documents;
  if (document === undefined || documents.length > 1) return { refused: "not one document", diagnostics };
  const findings = [...diagnostics];
  const value = toValue(document, (finding) => findings.push(finding));
  const starts: string[] = [];
  visit(document.document, {
    Collection(_key, node) {
      const { line, column } = document.place(node.range?.[0] ?? 0);
      starts.push(`${line}:${column}`);
    },
  });
  return { json: JSON.stringify(value), starts, findings };
}

function atOnce(text: string): unknown {
  const document = readPlainDocument(text);
  if (document.kind === "notPlain") return undefined;
  return {
    json: JSON.stringify(document.value),
    starts: [...document.starts.values()].map(({ line, column }) => `${line}:${column}`),
    findings: [],
  };
}

test.for(plain)("what everybody writes is read at once, and as the whole parser reads it: %#", (text) => {
  expect(atOnce(text)).toEqual(wholly(text));
});

const left = [
  "a: *b",
  "a: &b c",
  "a: !!str b",
  "a: >\n  b\n",
  "a: |2\n   b\n",
  "a: |+\n  b\n",
  "a: b\n  c",
  "a: no",
  "no: a",
  "a: 1\na: 2",
  "a: {b: 1, b: 2}",
  "a: {b}",
  "a: [1, ]",
  "a: { b: 1,\n  c: 2 }",
  "a: 'b\n  c'",
  "a: 1e3",
  "a: 0o17",
  "a: 12345678901234567890",
  "a: 2024-01-01",
  "a: True",
  "true: a",
  "a: -0",
  "1: a",
  "a: b: c",
  "a: b:",
  "\ta: b",
  "a:\tb",
  "a: b\r\n",
  "a:",
  "? a\n: b",
  "a: b\n---\nc: d",
  "--- \na: b",
  "%YAML 1.2\n---\na: b",
  "\uFEFFa: b",
  "a: \u0085",
  "a: \u2028",
  "a: \uD83D",
  "a: 1.50",
  "a: 1.0",
  "a: .5",
  "- a",
  "a",
  "",
  "# nothing",
  'a: "\\x41"',
  'a: "\\u0000"',
  "a: 'b' c",
  "a: {__proto__: 1}",
  "a:\n   b: 1\n  c: 2",
  "a: |\n  b",
  "a: |\n  b\n c\n",
  "a: |\n\n  b\n",
  "a: <<",
  "a: @b",
  "a: `b",
  "a: ~",
  "a: [b: c]",
  "a: {b:c}",
  'a: {"b":1}',
  "a: - b",
  "- - a",
];

test.for(left)("is left to the whole parser: %j", (text) => {
  expect(readPlainDocument(text)).toMatchObject({ kind: "notPlain" });
});

/** Lines of pieces that mean something to a parser, by chance. */
function patchwork(next: () => number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? "";
  const indents = ["", "", "  ", "  ", "    ", " "];
  const heads = ["", "- ", "a: ", "b: ", "c:", "- a: ", "- b:", "-", '"d": ', "# ", "key-1: ", "-  e: "];
  const values = [
    "x",
    "1",
    "0",
    "-1",
    "true",
    "null",
    "yes",
    "x y",
    "x # y",
    "x#y",
    "|",
    "|-",
    "|+",
    '"x"',
    "'x'",
    "'x''y'",
    "''",
    '""',
    '"x" # y',
    "[]",
    "{}",
    "[x, 1]",
    "{ a: x }",
    "{ a: x, b: [ 1, 'y, z' ] }",
    "[ { a: x } ]",
    "{ a: x",
    "x: y",
    "x:y",
    "(x, y)",
    "(x) = '{y}'",
    "(x: y)",
    "$x",
    "/x/y",
    "x]",
    "a{b}",
    "http://x",
    "é",
    "x ",
    "",
    "",
    "~",
    "- x",
    "&x y",
    "*x",
    "? x",
    "x\ty",
    "1.5",
    "-0.25",
    "1.50",
    "0.1000000000000000055",
    "💥",
    "5m",
    "300ms",
    "1h30m",
    "x'y",
    'x"y',
    "[x y, z ]",
    "{ a: x y , b: z}",
  ];
  return (
    Array.from({ length: 1 + Math.floor(next() * 7) }, () => `${pick(indents)}${pick(heads)}${pick(values)}`).join("\n") +
    pick(["", "\n", "\n\n"])
  );
}

test(`mutated documents are read at once only as the whole parser reads them, for ${seconds} s (seed ${seed})`, {
  timeout: (seconds + 30) * 1000,
}, () => {
  const next = random(seed);
  const all = [...plain, ...valid];
  const end = performance.now() + seconds * 1000;
  const tried = { atOnce: 0, left: 0 };
  while (performance.now() < end) {
    const text = next() < 0.5 ? patchwork(next) : mutate(all[Math.floor(next() * all.length)] ?? "", next);
    const read = atOnce(text);
    if (read === undefined) tried.left++;
    else {
      tried.atOnce++;
      expect(read, `seed ${seed}:\n${text}\n`).toEqual(wholly(text));
    }
  }
  expect(tried.atOnce).toBeGreaterThan(100);
  expect(tried.left).toBeGreaterThan(100);
});
