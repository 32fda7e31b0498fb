import type { Token } from "../tokenise.ts";
import { identifierOf, isOperator, isWord, tokenise } from "../tokenise.ts";

/** Walks over the tokens of a statement that SQLite itself has accepted: what does not fit is a defect, not bad input. */
export class Cursor {
  readonly #sql: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string) {
    this.#sql = sql;
    this.#tokens = tokenise(sql);
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  isWord(...words: readonly string[]): boolean {
    return isWord(this.peek(), ...words);
  }

  isOperator(text: string): boolean {
    return isOperator(this.peek(), text);
  }

  /** Takes the keywords when all of them come next. */
  take(...words: readonly string[]): boolean {
    if (!words.every((word, index) => isWord(this.peek(index), word))) return false;
    this.#at += words.length;
    return true;
  }

  takeOperator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.#at += 1;
    return true;
  }

  next(): Token {
    const token = this.peek();
    if (token === undefined) throw new TypeError(`unexpected end of ${this.#sql}`);
    this.#at += 1;
    return token;
  }

  name(): string {
    return identifierOf(this.next());
  }

  /** A name with or without its schema before it; the last part. */
  qualifiedName(): string {
    const first = this.name();
    return this.takeOperator(".") ? this.name() : first;
  }

  /** The text between a parenthesis that comes next and its partner, both taken. */
  parenthesised(): string {
    const open = this.next();
    let depth = 1;
    for (;;) {
      const token = this.next();
      if (isOperator(token, "(")) depth += 1;
      if (isOperator(token, ")")) depth -= 1;
      if (depth === 0) return this.#sql.slice(open.end, token.start).trim();
    }
  }

  /** Names in parentheses, separated by commas. */
  nameList(): readonly string[] {
    const names: string[] = [];
    this.next();
    do names.push(this.name());
    while (this.takeOperator(","));
    this.next();
    return names;
  }

  /** The text from here to the first comma or closing parenthesis outside parentheses, or to a keyword of `until`; it is left standing. */
  expression(...until: readonly string[]): string {
    const start = this.peek()?.start ?? this.#sql.length;
    let end = start;
    for (let depth = 0; !this.done; end = this.next().end) {
      if (depth === 0 && (this.isOperator(",") || this.isOperator(")") || this.isWord(...until))) break;
      if (this.isOperator("(")) depth += 1;
      if (this.isOperator(")")) depth -= 1;
    }
    return this.#sql.slice(start, end);
  }

  /** Everything that is left. */
  rest(): string {
    const token = this.peek();
    this.#at = this.#tokens.length;
    const last = this.#tokens.at(-1);
    return token === undefined || last === undefined ? "" : this.#sql.slice(token.start, last.end);
  }
}
