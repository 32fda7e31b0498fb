import { expect, test } from "vitest";
import { visible } from "../../src/core/visible.ts";

test.each([
  ["what turns the direction", "a\u202e--b\u202c", "a⟨U+202E⟩--b⟨U+202C⟩"],
  ["what nobody sees", "users\u200b\ufeff", "users⟨U+200B⟩⟨U+FEFF⟩"],
  ["what a terminal obeys", "\u001b[31m\0\u009b", "⟨U+001B⟩[31m⟨U+0000⟩⟨U+009B⟩"],
])("%s shows as its code point", (_, text, shown) => expect(visible(text)).toBe(shown));

test.each(["a\n\tb\r\n", "👨‍👩‍👧", "שלום\u200f", "می\u200cخواهم", "é ß 漢"])("%j is as it was", (text) => expect(visible(text)).toBe(text));
