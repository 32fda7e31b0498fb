/**
 * A stored CREATE statement as the set of its parts: quoting, spacing and the order of columns are not part of what a table is.
 */
export function canonicalStatement(sql: string): string {
  const text = sql
    .replaceAll(/["`]|\[|\]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  if (!/^CREATE TABLE/i.test(text) || open < 0) return text;
  const parts = topLevelParts(text.slice(open + 1, close)).sort();
  return `${text.slice(0, open).trim()} (\n  ${parts.join(",\n  ")}\n)${text.slice(close + 1)}`;
}

function topLevelParts(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of body) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (character === "," && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  return [...parts, part.trim()];
}
