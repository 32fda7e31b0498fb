import type { DatabaseConnection, SQLQuery } from "@databases/sqlite";
import databases, { DatabaseConnectionMode, sql } from "@databases/sqlite";
import type { Database } from "sqlite3";
import type { Clock } from "../../../core/clock.ts";
import type { Milliseconds } from "../../../core/duration.ts";
import { connectFault, openTimeout } from "./connect-fault.ts";
import { isBusy } from "./sqlite-fault.ts";

export interface OpenOptions {
  readonly access: "read" | "write";
  /** What messages call the file. */
  readonly shown: string;
  /** How long to ask again while another connection holds the file. */
  readonly patience: Milliseconds;
  readonly openTimeout: Milliseconds;
  /** `refused`: no statement attaches another file, or writes one. */
  readonly otherFiles: "allowed" | "refused";
  /** Statements that come before all others. */
  readonly settings: readonly string[];
  readonly clock: Clock;
  /** 0 … 1: spreads those who wait, so that they do not ask in step. */
  readonly random: () => number;
}

/** What SQLite itself waits for a lock. It waits in one of the few threads that all connections of the process share: not for long. */
const busyTimeout: Milliseconds = 5;

/** SQLite's number for the limit of attached files. */
const limitAttached = 7;

/** One database as the driver has it open. */
export class Handle {
  readonly #driver: DatabaseConnection;
  readonly #failure: Promise<never>;
  readonly #options: OpenOptions;

  private constructor(path: string, options: OpenOptions) {
    this.#options = options;
    const mode = options.access === "read" ? DatabaseConnectionMode.ReadOnly : DatabaseConnectionMode.ReadWriteCreate;
    this.#driver = databases.default(path, { mode, busyTimeout });
    // A failed open is told by an event of the handle alone, and every query after it waits for ever.
    this.#failure = new Promise((_resolve, reject) => this.#database.once("error", reject));
    this.#failure.catch(() => undefined);
  }

  /** The file is made where there is none. @throws DatabaseError where it cannot be opened or is no database. */
  static async open(path: string, options: OpenOptions): Promise<Handle> {
    const handle = new Handle(path, options);
    const timeout = Promise.withResolvers<never>();
    const timer = setTimeout(() => timeout.reject(openTimeout(options.shown)), options.openTimeout);
    try {
      await Promise.race([handle.rows(sql`SELECT count(*) FROM sqlite_schema`), timeout.promise]);
      if (options.otherFiles === "refused") handle.attachAtMost(0);
      for (const setting of options.settings) await handle.rows(sql.__dangerous__rawValue(setting));
      return handle;
    } catch (error) {
      throw error === (await settled(timeout.promise)) ? error : connectFault(error, options.shown);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A statement that finds the file locked has done nothing, COMMIT included, and is asked again until patience is over. */
  async rows<R extends object>(query: SQLQuery): Promise<readonly R[]> {
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
  run<R extends object>(statement: string): Promise<readonly R[]> {
    // The library takes away indentation that all lines share, inside literals too: a first line without any keeps the text whole.
    return this.rows<R>(sql.__dangerous__rawValue(statement.trim()));
  }

  attachAtMost(files: number): void {
    this.#database.configure("limit", limitAttached, files);
  }

  /** Makes the statement that runs now fail with SQLITE_INTERRUPT. */
  interrupt(): void {
    this.#database.interrupt();
  }

  async close(): Promise<void> {
    await this.#driver.dispose();
  }

  /** The library keeps it to itself; its error event and `interrupt` are only there. */
  get #database(): Database {
    return (this.#driver as unknown as { readonly _database: Database })._database;
  }
}

/** What the promise was rejected with, or undefined while it is open. */
const settled = (promise: Promise<never>): Promise<unknown> => Promise.race([promise, Promise.resolve()]).catch((error: unknown) => error);
