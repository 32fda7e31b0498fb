import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type LeaseGrant, StageError } from "../../../src/index.ts";

type Row = Readonly<Record<string, string | number | null>>;

/** One file, with a transaction that only the holder of the lease may commit. */
export class Database implements Disposable {
  readonly #file: DatabaseSync;

  constructor(path: string) {
    this.#file = new DatabaseSync(path);
    this.#file.exec("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 3000");
  }

  rows(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#file.prepare(sql).all(...values) as unknown as readonly Row[];
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#file.prepare(sql).run(...values).changes);
  }

  statement(sql: string): void {
    try {
      this.#file.exec(sql);
    } catch (cause) {
      throw new StageError((cause as Error).message, { code: "statement-failed", disposition: "terminal", statement: sql, cause });
    }
  }

  /** Everything or nothing. `grant`: whose commit it is. */
  transaction<T>(grant: LeaseGrant | null, work: () => T): T {
    this.#file.exec("BEGIN IMMEDIATE");
    try {
      if (grant !== null && this.rows("SELECT 1 FROM tinysql_lease WHERE token = ?", grant.token).length === 0)
        throw new StageError("The lease is lost", { code: "lease-lost", disposition: "fenced" });
      const result = work();
      this.#file.exec("COMMIT");
      return result;
    } catch (error) {
      this.#file.exec("ROLLBACK");
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
