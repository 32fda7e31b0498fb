export type TokenKind = "word" | "quoted" | "string" | "blob" | "number" | "variable" | "operator" | "illegal";

/** One token of SQLite's SQL; whitespace and comments are none. */
export interface Token {
  readonly kind: TokenKind;
  /** As it stands in the text. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

// Order matters: a comment before the minus, a blob before the word, the longest operator first.
const pattern = new RegExp(
  [
    String.raw`(?<space>[\s\uFEFF]+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    "(?<string>'(?:[^']|'')*')",
    String.raw`(?<quoted>"(?:[^"]|"")*"|\x60(?:[^\x60]|\x60\x60)*\x60|\[[^\]]*\])`,
    "(?<blob>[xX]'[0-9a-fA-F]*')",
    String.raw`(?<number>0[xX][0-9a-fA-F](?:_?[0-9a-fA-F])*|(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?)`,
    String.raw`(?<variable>\?[0-9]*|[@:#$][A-Za-z0-9_$\u0080-\uffff]+)`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*)`,
    String.raw`(?<operator>->>|->|\|\||<<|>>|<=|>=|<>|==|!=|[-+*\/%&|~<>=(),;.])`,
    String.raw`(?<illegal>[\s\S])`,
  ].join("|"),
  "gy",
);

const kinds: readonly TokenKind[] = ["word", "operator", "string", "number", "quoted", "blob", "variable", "illegal"];

/** Every token of the text in order. What SQLite would not accept (an unclosed quote, a stray character) is a token of kind `illegal`. */
export function tokenise(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(sql); match !== null; match = pattern.exec(sql)) {
    const groups = match.groups ?? {};
    if (groups["space"] !== undefined) continue;
    const kind = kinds.find((name) => groups[name] !== undefined) ?? "illegal";
    tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

/** Whether the token is this keyword, whatever its case; a quoted identifier never is. */
export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === "word" && words.includes(token.text.toUpperCase());

export const isOperator = (token: Token | undefined, text: string): boolean => token?.kind === "operator" && token.text === text;

/** The name that an identifier token means, without its quotes; a string counts, as SQLite takes one for a name where only a name fits. */
export function identifierOf({ kind, text }: Token): string {
  if (kind !== "quoted" && kind !== "string") return text;
  const inner = text.slice(1, -1);
  const quote = text[0] as string;
  return quote === "[" ? inner : inner.replaceAll(quote + quote, quote);
}
