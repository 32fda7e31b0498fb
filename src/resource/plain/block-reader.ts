import { FlowReader } from "./flow-reader.ts";
import { plainKey, plainValue } from "./plain-value.ts";
import type { Starts } from "./starts.ts";

const key = /([A-Za-z_][\w./$-]*|"[\w./$-]+"):(?: +|$)/y;
const ended = /^ *(?: #.*)?$/;
const deepest = 50;
const hash = 35;

const indentOf = (line: string): number => {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent++;
  return indent;
};

/** Reads maps and lists by the indentation of their lines. Undefined: something that only a whole parser can judge. */
export class BlockReader {
  readonly starts: Starts = new Map();
  readonly #lines: readonly string[];
  /** The line that is read. */
  #at: number;

  constructor(lines: readonly string[], first: number) {
    this.#lines = lines;
    this.#at = first;
  }

  /** The line that it has come to, from 1. */
  get line(): number {
    return this.#at + 1;
  }

  /** The map that the lines are. */
  document(): unknown {
    if (this.#next() !== 0) return undefined;
    const value = this.#map(0, 0);
    return this.#next() === -1 ? value : undefined;
  }

  /** Goes to the next line that says something, and gives its indentation; -1: there is none. */
  #next(): number {
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] as string;
      const indent = indentOf(line);
      // Nothing but spaces, or a comment behind them.
      if (indent < line.length && line.charCodeAt(indent) !== hash) return indent;
    }
    return -1;
  }

  #map(column: number, depth: number): unknown {
    const map: Record<string, unknown> = {};
    this.#begin(map, column);
    do {
      const line = this.#lines[this.#at] as string;
      key.lastIndex = column;
      const written = key.exec(line);
      const name = written === null ? undefined : plainKey(written[1] as string);
      if (name === undefined || Object.hasOwn(map, name)) return undefined;
      const from = key.lastIndex;
      const value = from === line.length ? this.#below(column, depth) : this.#value(line, from, column);
      if (value === undefined) return undefined;
      map[name] = value;
    } while (this.#next() === column);
    return map;
  }

  #list(column: number, depth: number): unknown {
    const list: unknown[] = [];
    this.#begin(list, column);
    do {
      const line = this.#lines[this.#at] as string;
      if (!line.startsWith("- ", column)) break;
      const from = column + 1 + indentOf(line.slice(column + 1));
      key.lastIndex = from;
      const value = key.test(line) ? this.#map(from, depth + 1) : this.#value(line, from, column);
      if (value === undefined) return undefined;
      list.push(value);
    } while (this.#next() === column);
    return list;
  }

  /** What stands in the lines below a key: further in, or a list as far in as the key. */
  #below(column: number, depth: number): unknown {
    this.#at++;
    const indent = this.#next();
    if (depth > deepest || indent < column) return undefined;
    if (this.#lines[this.#at]?.startsWith("- ", indent)) return this.#list(indent, depth + 1);
    return indent > column ? this.#map(indent, depth + 1) : undefined;
  }

  /** What stands behind a key or a dash, up to the end of its line. A line further in would go on with it. */
  #value(line: string, from: number, column: number): unknown {
    switch (line[from]) {
      case "|":
        return this.#literal(line.slice(from).trimEnd(), column);
      case "{":
      case "[":
      case '"':
      case "'": {
        const reader = new FlowReader(line, this.#at + 1, from, this.starts);
        const value = reader.value();
        return ended.test(line.slice(reader.at)) ? this.#alone(value, column) : undefined;
      }
      default: {
        const rest = line.slice(from);
        const comment = rest.indexOf(" #");
        const text = (comment === -1 ? rest : rest.slice(0, comment)).trimEnd();
        return text.includes(": ") || text.endsWith(":") ? undefined : this.#alone(plainValue(text), column);
      }
    }
  }

  #alone(value: unknown, column: number): unknown {
    this.#at++;
    return this.#next() > column ? undefined : value;
  }

  /** Lines as they are, up to the first one that is no further in than what holds them. */
  #literal(header: string, column: number): string | undefined {
    if (header !== "|" && header !== "|-") return undefined;
    const first = this.#at + 1;
    const indent = indentOf(this.#lines[first] ?? "");
    const text: string[] = [];
    for (this.#at = first; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] as string;
      const own = indentOf(line);
      if (line === "") text.push("");
      else if (own === line.length) return undefined;
      else if (own <= column) break;
      else if (own < indent) return undefined;
      else text.push(line.slice(indent));
    }
    // Without a newline at its end the last line is a case of its own.
    if (indent <= column || (this.#at === this.#lines.length && this.#lines.at(-1) !== "")) return undefined;
    const content = text.join("\n").replace(/\n*$/, "");
    return header === "|" ? `${content}\n` : content;
  }

  #begin(collection: object, column: number): void {
    this.starts.set(collection, { line: this.#at + 1, column: column + 1 });
  }
}
