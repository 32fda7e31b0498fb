import { type Digest, digestText } from "../../../core/digest.ts";
import type { Query } from "./query.ts";

/** Shorter answers are read as they come: some say what else has to be asked, and it takes no time. Characters. */
const long = 4096;

/**
 * Listens to what a catalogue answers. As long as all of it was heard `before`, long answers are held back: if that is so to the end, nobody need read them.
 */
export class Heard {
  /** Of each question with its answer. */
  readonly answers = new Set<Digest>();
  /** `asBefore`: exactly what was heard then; else everything is being read. */
  readonly known: Promise<"asBefore" | "other">;
  readonly #before: ReadonlySet<Digest>;
  readonly #released: Promise<void>;
  #tell: (known: "asBefore" | "other") => void = () => undefined;
  #free: () => void = () => undefined;
  #open = 0;

  constructor(before: ReadonlySet<Digest>) {
    this.#before = before;
    this.known = new Promise((resolve) => {
      this.#tell = resolve;
    });
    this.#released = new Promise((resolve) => {
      this.#free = resolve;
    });
    if (before.size === 0) this.release();
  }

  /** The same, listened to. */
  to(query: Query): Query {
    return async (sql) => {
      this.#open++;
      const rows = await query(sql);
      this.#open--;
      const answer = rows.map((row) => Object.values(row).map(spelled).join("\u0001")).join("\u0002");
      this.#hear(digestText(`${sql}\u0003${answer}`));
      if (answer.length >= long) await this.#released;
      return rows;
    };
  }

  /** Lets everything be read. */
  release(): void {
    this.#tell("other");
    this.#free();
  }

  #hear(answer: Digest): void {
    this.answers.add(answer);
    if (!this.#before.has(answer)) this.release();
    else if (this.#isAll()) this.#tell("asBefore");
    // Unless one of the answers leads to another question now, there was one more then.
    else if (this.#open === 0) setImmediate(() => this.#open === 0 && !this.#isAll() && this.release());
  }

  #isAll(): boolean {
    return this.#open === 0 && this.answers.size === this.#before.size;
  }
}

/** Values come as the server spells them; no text holds a zero, so that null is none of them. */
const spelled = (value: unknown): string => (value === null ? "\0" : String(value));
