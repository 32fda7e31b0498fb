import type { Verdict } from "../rule.ts";

/** What people mean by words that SQLite reads otherwise. */
const meant: readonly (readonly [RegExp, string])[] = [
  [/^(string|str|nstring|citext|interval|hyperlink)\b/i, "text"],
  [/point|^(fixed|decimal|number|numeric)\b.*int/i, "real or numeric"],
];

/** By SQLite's own rules, in their order. */
function affinityOf(type: string): "integer" | "text" | "blob" | "real" | "numeric" {
  if (/int/i.test(type)) return "integer";
  if (/char|clob|text/i.test(type)) return "text";
  if (type === "" || /blob/i.test(type)) return "blob";
  return /real|floa|doub/i.test(type) ? "real" : "numeric";
}

/** Where the affinity is another than the word says. */
export function surprising(type: string, column: string): Verdict {
  const wanted = meant.find(([pattern]) => pattern.test(type))?.[1];
  const given = affinityOf(type);
  return wanted === undefined || wanted.includes(given) ? null : `${column} is declared ${type}, which SQLite reads as ${given}`;
}
