import type { Major } from "../server/majors.ts";

/** What one schema came to on one server: a row of `docs/corpora.md`. It is put down last, when the rest of the test has held. */
export interface CorpusResult {
  readonly schema: string;
  readonly major: Major;
  /** Of `pg_dump`. */
  readonly entries: number;
  /** How many of them came out the same in a database built from the documents. */
  readonly identical: number;
  /** Headings of those that keelson names as unmanaged. */
  readonly named: readonly string[];
}

/** The same on SQLite, of which there is one version: that of the library. */
export interface SqliteCorpusResult extends Pick<CorpusResult, "schema" | "identical" | "named"> {
  /** What its catalogue and pragmas say: a table, a column, an index, a foreign key, each one. */
  readonly facts: number;
}

declare module "vitest" {
  interface TaskMeta {
    corpus?: CorpusResult;
    sqliteCorpus?: SqliteCorpusResult;
  }
}
