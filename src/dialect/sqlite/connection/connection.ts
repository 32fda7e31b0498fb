import type { DatabaseConnection, SQLQuery } from "@databases/sqlite";
import databases, { DatabaseConnectionMode, sql } from "@databases/sqlite";
import type { Database } from "sqlite3";
import type { Clock } from "../../../core/clock.ts";
import type { Milliseconds } from "../../../core/duration.ts";
import { connectFault, openTimeout } from "./connect-fault.ts";
import { isBusy } from "./sqlite-fault.ts";

export type Row = Readonly<Record<string, string | number | null | Uint8Array>>;

export interface OpenOptions {
  readonly access: "read" | "write";
  /** What messages call the file. */
  readonly shown: string;
  /** How long to ask again while another connection holds the file. */
  readonly patience: Milliseconds;
  readonly openTimeout: Milliseconds;
  /** `refused`: no statement attaches another file, or writes one. */
  readonly otherFiles: "allowed" | "refused";
  readonly clock: Clock;
  /** 0 … 1: spreads those who wait, so that they do not ask in step. */
  readonly random: () => number;
}

/** What SQLite itself waits for a lock. It waits in one of the few threads that all connections of the process share: not for long. */
const busyTimeout: Milliseconds = 5;

/** SQLite's number for the limit of attached files. */
const limitAttached = 7;

/** VACUUM attaches a file of its own; with INTO it is one that the statement names. */
const isOwnVacuum = (statement: string): boolean => /^\s*VACUUM(\s+main)?\s*;?\s*$/i.test(statement);

/** A private connection to one file. Whoever holds it runs one statement after the other. */
export class Connection {
  /** What messages call the file. */
  readonly shown: string;
  readonly #driver: DatabaseConnection;
  readonly #failure: Promise<never>;
  readonly #options: OpenOptions;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(path: string, options: OpenOptions) {
    this.shown = options.shown;
    this.#options = options;
    const mode = options.access === "read" ? DatabaseConnectionMode.ReadOnly : DatabaseConnectionMode.ReadWriteCreate;
    this.#driver = databases.default(path, { mode, busyTimeout });
    // A failed open is told by an event of the handle alone, and every query after it waits for ever.
    this.#failure = new Promise((_resolve, reject) => this.#handle.once("error", reject));
    this.#failure.catch(() => undefined);
  }

  /** @throws DatabaseError where the file cannot be opened or is no database. */
  static async open(path: string, options: OpenOptions): Promise<Connection> {
    const connection = new Connection(path, options);
    const timeout = Promise.withResolvers<never>();
    const timer = setTimeout(() => timeout.reject(openTimeout(options.shown)), options.openTimeout);
    try {
      await Promise.race([connection.rows(sql`SELECT count(*) FROM sqlite_schema`), timeout.promise]);
      if (options.otherFiles === "refused") connection.#attachAtMost(0);
      return connection;
    } catch (error) {
      throw error === (await settled(timeout.promise)) ? error : connectFault(error, options.shown);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Integers beyond 2^53 lose digits on the way: whoever asks for such casts them to text.
   * A statement that finds the file locked has done nothing, COMMIT included, and is asked again until patience is over.
   */
  async rows<R extends object = Row>(query: SQLQuery): Promise<readonly R[]> {
    const { clock, patience, random } = this.#options;
    const deadline = clock.now().getTime() + patience;
    for (;;) {
      try {
        return (await Promise.race([this.#driver.query(query), this.#failure])) as R[];
      } catch (error) {
        if (!isBusy(error) || clock.now().getTime() >= deadline) throw error;
        await clock.sleep(2 + random() * 30);
      }
    }
  }

  /** Runs exactly one statement, untouched; SQLite would ignore a second one in silence. */
  async run(statement: string): Promise<readonly Row[]> {
    // The library takes away indentation that all lines share, inside literals too: a first line without any keeps the text whole.
    const query = sql.__dangerous__rawValue(statement.trim());
    if (this.#options.otherFiles === "allowed" || !isOwnVacuum(statement)) return this.rows(query);
    this.#attachAtMost(1);
    return this.rows(query).finally(() => this.#attachAtMost(0));
  }

  #attachAtMost(files: number): void {
    this.#handle.configure("limit", limitAttached, files);
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
    this.#handle.interrupt();
  }

  async close(): Promise<void> {
    await this.#driver.dispose();
  }

  /** The library keeps the handle to itself; its error event and `interrupt` are only there. */
  get #handle(): Database {
    return (this.#driver as unknown as { readonly _database: Database })._database;
  }
}

/** What the promise was rejected with, or undefined while it is open. */
const settled = (promise: Promise<never>): Promise<unknown> => Promise.race([promise, Promise.resolve()]).catch((error: unknown) => error);
