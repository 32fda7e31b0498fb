import { existsSync } from "node:fs";
import type { SQLQuery } from "@databases/sqlite";
import { sql } from "@databases/sqlite";
import { Handle, type OpenOptions } from "./handle.ts";

export type Row = Readonly<Record<string, string | number | null | Uint8Array>>;

/** VACUUM attaches a file of its own; with INTO it is one that the statement names. */
const isOwnVacuum = (statement: string): boolean => /^\s*VACUUM(\s+main)?\s*;?\s*$/i.test(statement);

/**
 * A private connection to one file. Whoever holds it runs one statement after the other.
 * Where the file is not there, an empty database in memory answers in its place, until somebody makes the file: `makeFile`, or another program.
 */
export class Connection {
  /** What messages call the file. */
  readonly shown: string;
  readonly #path: string;
  readonly #options: OpenOptions;
  #file: Handle | undefined;
  #opening: Promise<Handle> | undefined;
  #standIn: Promise<Handle> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(path: string, options: OpenOptions) {
    this.shown = options.shown;
    this.#path = path;
    this.#options = options;
  }

  /** @throws DatabaseError where the file cannot be opened or is no database. */
  static async open(path: string, options: OpenOptions): Promise<Connection> {
    const connection = new Connection(path, options);
    await connection.#handle();
    return connection;
  }

  /** Goes over to the file, which is made where there is none. @throws DatabaseError where it cannot be, or is no database. */
  async makeFile(): Promise<void> {
    this.#opening ??= Handle.open(this.#path, this.#options);
    try {
      this.#file = await this.#opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  /** Integers beyond 2^53 lose digits on the way: whoever asks for such casts them to text. */
  async rows<R extends object = Row>(query: SQLQuery): Promise<readonly R[]> {
    return (await this.#handle()).rows<R>(query);
  }

  /** As `Handle` runs it. */
  async run(statement: string): Promise<readonly Row[]> {
    const handle = await this.#handle();
    if (this.#options.otherFiles === "allowed" || !isOwnVacuum(statement)) return handle.run(statement);
    handle.attachAtMost(1);
    return handle.run<Row>(statement).finally(() => handle.attachAtMost(0));
  }

  /** Runs the work after all that was given before has ended: transactions of one connection never mix. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Rows that the last INSERT, UPDATE or DELETE touched. */
  async changes(): Promise<number> {
    const [row] = await this.rows<{ readonly n: number }>(sql`SELECT changes() AS n`);
    return row?.n ?? 0;
  }

  /** Makes the statement that runs now fail with SQLITE_INTERRUPT. */
  interrupt(): void {
    this.#file?.interrupt();
  }

  async close(): Promise<void> {
    await this.#file?.close();
    await (await this.#standIn)?.close();
  }

  async #handle(): Promise<Handle> {
    if (this.#file === undefined && existsSync(this.#path)) await this.makeFile();
    return this.#file ?? (this.#standIn ??= Handle.open(":memory:", this.#options));
  }
}
