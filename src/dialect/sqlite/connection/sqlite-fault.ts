/** What the driver says of a failure: SQLite's primary result code by name, and its message without that name. */
export interface SqliteFault {
  readonly code: string;
  readonly message: string;
}

/** The driver's error read; undefined where the error is not SQLite's. */
export function sqliteFault(error: unknown): SqliteFault | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string" || !error.code.startsWith("SQLITE_"))
    return undefined;
  return { code: error.code, message: error.message.replace(/^SQLITE_[A-Z]+: /, "") };
}

/** Somebody else holds a lock on the file: the same again may pass. */
export const isBusy = (error: unknown): boolean => ["SQLITE_BUSY", "SQLITE_LOCKED"].includes(sqliteFault(error)?.code ?? "");
