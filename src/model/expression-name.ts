const word = String.raw`(?:"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const chain = new RegExp(String.raw`^${word}(?:\s*\.\s*${word})*$`);
const called = new RegExp(String.raw`^(${word}(?:\s*\.\s*${word})*)\s*\(`);
const cast = /^([\s\S]*\S)\s*::\s*([a-z_][\w ]*?)\s*(?:\([\d\s,]*\))?\s*(?:\[\s*\])*$/i;
/** What nobody needs to look into: strings, quoted names. */
const opaque = /'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** Names of the catalogue for types that SQL calls otherwise. */
const typeNames: Readonly<Record<string, string>> = {
  integer: "int4",
  int: "int4",
  bigint: "int8",
  smallint: "int2",
  boolean: "bool",
  real: "float4",
  "double precision": "float8",
  decimal: "numeric",
  "character varying": "varchar",
  character: "bpchar",
  char: "bpchar",
  "timestamp with time zone": "timestamptz",
  "timestamp without time zone": "timestamp",
  "time with time zone": "timetz",
  "time without time zone": "time",
};
/** Spellings of the standard that are calls by another name. */
const functionNames: Readonly<Record<string, string>> = { trim: "btrim" };

/** What PostgreSQL calls the key of an index by its expression: the function, the column or the type that it is of; null: it has no name for it. */
export function expressionName(text: string): string | null {
  const inner = withoutParentheses(text);
  if (chain.test(inner)) return lastWord(inner);
  const [, type, argument] = castOf(inner);
  if (type !== undefined) return (argument === undefined ? null : nameOfPrimary(argument)) ?? typeNames[type] ?? type;
  return nameOfPrimary(inner);
}

/** A column or a call: what tells more than the type it is cast to. */
function nameOfPrimary(text: string): string | null {
  const inner = withoutParentheses(text);
  if (chain.test(inner)) return lastWord(inner);
  const name = called.exec(inner)?.[1];
  if (name === undefined || closing(inner, inner.indexOf("(", name.length)) !== inner.length - 1) return null;
  const last = lastWord(name);
  return functionNames[last] ?? last;
}

/** The type and what is cast to it, where that is one thing: a cast binds more tightly than any operator. */
function castOf(text: string): readonly [whole: string, type?: string, argument?: string] {
  const [, argument = "", type = ""] = cast.exec(text) ?? [];
  const isOne =
    chain.test(argument) ||
    /^'(?:[^']|'')*'$/.test(argument) ||
    withoutParentheses(argument) !== argument ||
    nameOfPrimary(argument) !== null;
  return type === "" || !isOne ? [text] : [text, type.toLowerCase().replace(/\s+/g, " "), argument];
}

function withoutParentheses(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith("(") && closing(trimmed, 0) === trimmed.length - 1 ? withoutParentheses(trimmed.slice(1, -1)) : trimmed;
}

/** Where the parenthesis at `open` ends. */
function closing(text: string, open: number): number {
  const plain = text.replace(opaque, (quoted) => "_".repeat(quoted.length));
  let depth = 0;
  for (let at = open; at < plain.length; at++) {
    if (plain[at] === "(") depth++;
    if (plain[at] === ")" && --depth === 0) return at;
  }
  return -1;
}

function lastWord(chained: string): string {
  const last = new RegExp(`${word}$`).exec(chained)?.[0] ?? chained;
  return last.startsWith('"') ? last.slice(1, -1).replaceAll('""', '"') : last.toLowerCase();
}
