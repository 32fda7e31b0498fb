/** One token of PostgreSQL's SQL; whitespace and comments are none. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

// Order matters: comments before operators, prefixed strings before words. Comments in comments end with the outermost.
const pattern = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\n]*|/\*(?:[^*/]|\*(?!/)|/(?!\*)|/\*(?:[^*]|\*(?!/))*\*/)*\*/)`,
    String.raw`[eE]'(?:[^'\\]|''|\\[\s\S])*'`,
    "(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*'",
    String.raw`\$(?<tag>(?:[\p{L}_][\p{L}\p{N}_]*)?)\$[\s\S]*?\$\k<tag>\$`,
    '(?:[uU]&)?"(?:[^"]|"")*"',
    String.raw`[\p{L}_][\p{L}\p{N}_$]*`,
    String.raw`\d[\d.eExXa-fA-F_]*`,
    String.raw`::|[-+*/<>=~!@#%^&|?]+|[\s\S]`,
  ].join("|"),
  "guy",
);

/** Every token of a text that PostgreSQL's parser has taken, in order. */
export function tokenise(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of sql.matchAll(pattern))
    if (match.groups?.["space"] === undefined) tokens.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  return tokens;
}
