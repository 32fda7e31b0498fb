import { plainKey, plainValue } from "./plain-value.ts";
import type { Starts } from "./starts.ts";

const key = /([A-Za-z_][\w./$-]*|"[\w./$-]+"): +/y;
const plain = /[\w-][^,[\]{}:#]*/y;
/** Up to a quote that no backslash and no second quote takes away. Of the escapes those that JSON has too. */
const doubleQuoted = /"(?:[^"\\]|\\["\\/nt])*"/y;
const singleQuoted = /'(?:[^']|'')*'/y;
const deepest = 50;

/** Reads what lies within one line: quoted texts, and maps and lists with brackets. Undefined: something that only a whole parser can judge. */
export class FlowReader {
  readonly #line: string;
  readonly #number: number;
  readonly #starts: Starts;
  /** The first character that is not read yet. */
  at: number;

  constructor(line: string, number: number, at: number, starts: Starts) {
    this.#line = line;
    this.#number = number;
    this.at = at;
    this.#starts = starts;
  }

  value(depth = 0): unknown {
    if (depth > deepest) return undefined;
    switch (this.#line[this.at]) {
      case "{":
        return this.#map(depth);
      case "[":
        return this.#list(depth);
      case '"': {
        const written = this.#take(doubleQuoted);
        return written === undefined ? undefined : (JSON.parse(written) as string);
      }
      case "'":
        return this.#take(singleQuoted)?.slice(1, -1).replaceAll("''", "'");
      default: {
        const written = this.#take(plain);
        return written === undefined ? undefined : plainValue(written.trimEnd());
      }
    }
  }

  #map(depth: number): unknown {
    const map: Record<string, unknown> = {};
    this.#begin(map);
    if (this.#ends("}")) return map;
    for (;;) {
      this.#space();
      const written = this.#take(key);
      const name = written === undefined ? undefined : plainKey(written.slice(0, written.lastIndexOf(":")));
      if (name === undefined || Object.hasOwn(map, name)) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      map[name] = value;
      if (this.#ends("}")) return map;
      if (!this.#ends(",")) return undefined;
    }
  }

  #list(depth: number): unknown {
    const list: unknown[] = [];
    this.#begin(list);
    if (this.#ends("]")) return list;
    for (;;) {
      this.#space();
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      list.push(value);
      if (this.#ends("]")) return list;
      if (!this.#ends(",")) return undefined;
    }
  }

  #begin(collection: object): void {
    this.#starts.set(collection, { line: this.#number, column: this.at + 1 });
    this.at++;
  }

  #space(): void {
    while (this.#line[this.at] === " ") this.at++;
  }

  #ends(mark: string): boolean {
    this.#space();
    if (this.#line[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const written = pattern.exec(this.#line)?.[0];
    if (written !== undefined) this.at += written.length;
    return written;
  }
}
