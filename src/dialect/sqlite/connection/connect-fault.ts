import { DatabaseError } from "../../../core/error.ts";
import { sqliteFault } from "./sqlite-fault.ts";

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly retryable?: true;
}

/** A file that could not be opened, read or written, as one diagnostic that names the file. */
export function connectFault(error: unknown, path: string): DatabaseError {
  return asError(explain(error, path), error);
}

export const directoryMissing = (directory: string): DatabaseError =>
  asError({
    code: "directory-missing",
    message: `The folder ${directory} does not exist`,
    remedy: "Create the folder, or correct the path of the database",
  });

export const notAFile = (path: string): DatabaseError =>
  asError({ code: "not-a-file", message: `${path} is not a file`, remedy: "Give the path of a database file" });

export const openTimeout = (path: string): DatabaseError =>
  asError({
    code: "connect-timeout",
    message: `${path} could not be opened in time`,
    remedy: "Look for another program that holds the file",
    retryable: true,
  });

function explain(error: unknown, path: string): Fault {
  const fault = sqliteFault(error);
  switch (fault?.code) {
    case "SQLITE_CANTOPEN":
    case "SQLITE_PERM":
    case "SQLITE_AUTH":
      return {
        code: "file-not-readable",
        message: `${path} cannot be opened`,
        remedy: "Check that the file, and its folder, may be read and written",
      };
    case "SQLITE_NOTADB":
      return {
        code: "not-sqlite",
        message: `${path} is not a SQLite database`,
        remedy: "Check the path; an encrypted database cannot be read",
      };
    case "SQLITE_CORRUPT":
      return {
        code: "database-corrupt",
        message: `${path} is damaged`,
        remedy: "Restore it from a backup, or recover it with the sqlite3 shell",
      };
    case "SQLITE_READONLY":
      return { code: "read-only", message: `${path} may not be written`, remedy: "Give the right to write the file and its folder" };
    case "SQLITE_BUSY":
      return { code: "database-busy", message: `${path} is locked by another program`, remedy: "Wait until it is done", retryable: true };
    case undefined:
      return {
        code: "connect-failed",
        message: `${path} could not be opened: ${error instanceof Error ? error.message : String(error)}`,
        remedy: "Check the path of the database",
      };
    default:
      return { code: "database-failed", message: `${path}: ${fault?.message}`, remedy: "Check the file and its disk" };
  }
}

const asError = ({ code, message, remedy, retryable }: Fault, cause?: unknown): DatabaseError =>
  new DatabaseError(message, { code, retryable: retryable === true, cause, remedy });
