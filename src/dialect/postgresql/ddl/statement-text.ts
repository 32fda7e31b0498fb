import { type Token, tokenise } from "./tokenise.ts";

/**
 * The text of one statement beside its parse tree: the tree says what there is and mostly where it begins, but never where it ends,
 * and a document keeps expressions as they are written.
 */
export class StatementText {
  readonly sql: string;
  #tokens: readonly Token[] | undefined;
  /** Byte at which the statement begins in what was parsed. */
  readonly #from: number;
  readonly #isPlain: boolean;

  constructor(sql: string, from: number) {
    this.sql = sql;
    this.#from = from;
    this.#isPlain = Buffer.byteLength(sql, "utf8") === sql.length;
  }

  get tokens(): readonly Token[] {
    this.#tokens ??= tokenise(this.sql);
    return this.#tokens;
  }

  /** The token at a place that the parser tells in bytes of the whole. */
  at(location: number | undefined): number {
    const bytes = (location ?? 0) - this.#from;
    const place = this.#isPlain ? bytes : Buffer.from(this.sql, "utf8").subarray(0, Math.max(0, bytes)).toString("utf8").length;
    const index = this.tokens.findIndex(({ end }) => end > place);
    return index < 0 ? this.tokens.length : index;
  }

  isWord(index: number, ...words: readonly string[]): boolean {
    const text = this.tokens[index]?.text.toUpperCase();
    return text !== undefined && words.includes(text);
  }

  /** The next token from there that is one of the words, outside parentheses; `end` where there is none. */
  find(from: number, end: number, ...words: readonly string[]): number {
    for (let index = from; index < end; index = this.#past(index)) if (this.isWord(index, ...words)) return index;
    return end;
  }

  /** Where the list item that begins there ends: at a comma or at the parenthesis that closes the list. */
  itemEnd(from: number): number {
    return this.find(from, this.tokens.length, ",", ")");
  }

  /** The text of the tokens between two, as it is written. */
  text(from: number, end: number): string {
    const [first, last] = [this.tokens[from], this.tokens[end - 1]];
    return first === undefined || last === undefined || end <= from ? "" : this.sql.slice(first.start, last.end);
  }

  /** What the first parentheses from there hold. */
  inParentheses(from: number, end = this.tokens.length): string {
    const open = this.find(from, end, "(");
    return this.text(open + 1, this.#past(open) - 1);
  }

  /** The items of the first list in parentheses from there, each as the tokens it lies between. */
  items(from: number): readonly (readonly [number, number])[] {
    const open = this.find(from, this.tokens.length, "(");
    const close = this.#past(open) - 1;
    return this.split(open + 1, close);
  }

  /** What stands between commas outside parentheses. */
  split(from: number, end: number): readonly (readonly [number, number])[] {
    const items: (readonly [number, number])[] = [];
    let start = from;
    for (let index = from; index < end; index = this.#past(index)) {
      if (!this.isWord(index, ",")) continue;
      items.push([start, index]);
      start = index + 1;
    }
    return start < end ? [...items, [start, end]] : items;
  }

  /** The token behind the name that begins there, with its schema. */
  behindName(from: number): number {
    return this.isWord(from + 1, ".") ? this.behindName(from + 2) : from + 1;
  }

  /** The token behind this one, or behind the parenthesis that closes it. */
  #past(index: number): number {
    if (!this.isWord(index, "(", "[")) return index + 1;
    let depth = 0;
    for (let at = index; at < this.tokens.length; at += 1) {
      if (this.isWord(at, "(", "[")) depth += 1;
      if (this.isWord(at, ")", "]") && --depth === 0) return at + 1;
    }
    return this.tokens.length;
  }
}
