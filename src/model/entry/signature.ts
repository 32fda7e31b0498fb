/** Name and types of `name(type, type)`; without parentheses there are none. Types with commas of their own stay whole. */
export function splitSignature(signature: string): { readonly name: string; readonly types: readonly string[] } {
  const open = signature.endsWith(")") ? openingOf(signature) : -1;
  if (open <= 0) return { name: signature, types: [] };
  const types: string[] = [""];
  let depth = 0;
  for (const character of signature.slice(open + 1, -1)) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (character === "," && depth === 0) types.push("");
    else types[types.length - 1] += character;
  }
  const named = types.map((type) => type.trim());
  return { name: signature.slice(0, open).trimEnd(), types: named.length === 1 && named[0] === "" ? [] : named };
}

/** Where the parenthesis opens that the last character closes. */
function openingOf(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ")") depth++;
    if (text[at] === "(" && --depth === 0) return at;
  }
  return -1;
}
