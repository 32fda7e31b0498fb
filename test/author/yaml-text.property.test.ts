import fc from "fast-check";
import { expect, test } from "vitest";
import { yamlText } from "../../src/author/yaml-text.ts";
import { seed } from "../seeded-share.ts";

const text = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "yes",
    "No",
    "null",
    "TRUE",
    "0x1F",
    "1e5",
    "12:30",
    "2026-01-01",
    "a: b",
    "a #b",
    "- a",
    "a\nb",
    "a\n\nb\n",
    "  a\nb",
    "a\n ",
    "---\na",
    "a'b\"c",
    "(a > 0)",
    "'x'::text",
    "a\tb",
    "ä",
    "x:",
    "é\u2028",
    "SELECT 1;\n  SELECT 2;\n",
  ),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[a-zA-Z0-9_ .:'"#,-]{0,60}$/),
  fc.stringMatching(/^[a-z(][a-z0-9_ .:'"#,<>=*+|~!?$@%&^{}[\];\\()-]{0,40}$/),
  fc.array(fc.stringMatching(/^[ a-z'"#:-]{0,30}$/), { maxLength: 4 }).map((lines) => lines.join("\n")),
);
const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom("name", "columns", "on", "default"), text), fc.oneof(tie("value"), fc.constant(undefined)), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

test("data without a style of its own is written as the library writes it", () => {
  fc.assert(
    fc.property(value, (some) => {
      expect(yamlText({ some })).toBe(yamlText({ some }, {}));
    }),
    { seed, numRuns: 1000 },
  );
});
