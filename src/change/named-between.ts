import type { SchemaObject } from "../model/object.ts";
import { expressionsOf } from "../model/object-expressions.ts";

const word = /[\p{L}\p{N}_$]+/gu;
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(word) ?? [];

/**
 * What stands on its own and comes or goes among changes, found again in what others say: what a step's SQL uses only its words tell.
 * Too much may seem to be named, never too little; of what an extension brings nobody knows the names.
 */
export class NamedBetween {
  /** The first word of a name → where. */
  readonly #words = new Map<string, number[]>();
  /** Operators: names without a word. */
  readonly #signs: { readonly name: string; readonly at: number }[] = [];
  readonly #extensions: number[] = [];
  /** For each place, how many stand before it. */
  readonly #before: number[] = [0];

  /** What comes or goes at each place; null where nothing does that counts. */
  constructor(objects: readonly (SchemaObject | null)[]) {
    objects.forEach((object, at) => {
      const counts = object !== null && object.ref.parent === undefined && object.kind !== "schema";
      this.#before.push((this.#before[at] as number) + Number(counts));
      if (counts) this.#add(object, at);
    });
  }

  #add({ kind, ref: { name } }: SchemaObject, at: number): void {
    const [first] = wordsOf(name);
    if (kind === "extension") this.#extensions.push(at);
    else if (first === undefined) this.#signs.push({ name, at });
    else this.#words.set(first, [...(this.#words.get(first) ?? []), at]);
  }

  /** Whether the object's SQL may name one of them that stands between two places. */
  isNamed(object: SchemaObject, from: number, to: number): boolean {
    if (to <= from || this.#before[to] === this.#before[from + 1]) return false;
    const isBetween = (at: number): boolean => at > from && at < to;
    if (this.#extensions.some(isBetween)) return true;
    const texts = expressionsOf(object).map(({ text }) => text);
    if (this.#signs.some(({ name, at }) => isBetween(at) && texts.some((text) => text.includes(name)))) return true;
    return texts.some((text) => wordsOf(text).some((each) => this.#words.get(each)?.some(isBetween)));
  }
}
