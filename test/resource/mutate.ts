/** Numbers from 0 up to below 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What people, editors and merges leave behind, and what attackers send. */
const scraps = [
  "null",
  "~",
  "yes",
  "{}",
  "[]",
  "- ",
  ": ",
  "? ",
  "*a",
  "&a ",
  "!!binary ",
  "!x ",
  "|",
  ">-\n",
  "'",
  '"',
  "\t",
  "\0",
  "\uFEFF",
  "\r",
  "%YAML 1.1\n",
  "---\n",
  "...\n",
  "{{ region }}",
  "<<<<<<< HEAD\n",
  "1e999",
  "-0",
  "0x",
  "1_000",
  "2024-01-01",
  "__proto__: 1\n",
  "constructor: {}\n",
  "toString",
  "\u2028",
  "\uD800",
  "💥",
  "#",
  " #",
  ",",
  "[",
  "]",
  "{",
  "}",
  "\n\n  ",
  "when: { not: {} }",
  "{ sql: 1 }",
  "dialects: []",
  "dialects: { sqlite: none }",
];

/** The text with up to four changes: a piece taken out, doubled, moved, replaced by a scrap or by a character. */
export function mutate(text: string, next: () => number): string {
  let mutated = text;
  const rounds = 1 + Math.floor(next() * 4);
  for (let round = 0; round < rounds; round++) mutated = changeOnce(mutated, next);
  return mutated;
}

function changeOnce(text: string, next: () => number): string {
  const at = Math.floor(next() * text.length);
  const end = at + Math.floor(next() ** 3 * 40);
  const piece = text.slice(at, end);
  switch (Math.floor(next() * 6)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + piece + text.slice(end);
    case 2: {
      const to = Math.floor(next() * text.length);
      return text.slice(0, to) + piece + text.slice(to);
    }
    case 3:
      return text.slice(0, at) + String.fromCharCode(Math.floor(next() * 256)) + text.slice(at + 1);
    case 4: {
      const lines = text.split("\n");
      const line = Math.floor(next() * lines.length);
      lines[line] = `${" ".repeat(Math.floor(next() * 6))}${lines[line]?.trimStart() ?? ""}`;
      return lines.join("\n");
    }
    default:
      return text.slice(0, at) + (scraps[Math.floor(next() * scraps.length)] ?? "") + text.slice(at);
  }
}
