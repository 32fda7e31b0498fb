/** What one schema came to on one server: a row of the corpora table. It is put down last, when all of it has been held. */
export interface CorpusResult {
  readonly schema: string;
  readonly server: number;
  /** Of `pg_dump`. */
  readonly entries: number;
  /** How many of them keelson names as unmanaged. */
  readonly named: number;
}

declare module "vitest" {
  interface TaskMeta {
    corpus?: CorpusResult;
  }
}
