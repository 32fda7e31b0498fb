import { InputError, KeelsonError, NotFoundError } from "../core/error.ts";

/** The folder or file that was named is not there. Exit 3. */
export class SourceNotFoundError extends NotFoundError {
  constructor(path: string, cause?: unknown) {
    const code = "source-not-found";
    const message = `there is no ${path}`;
    super(message, {
      code,
      cause,
      diagnostics: [{ code, severity: "error", message, remedy: "Check the path; `keelson init` lays out a new project" }],
    });
  }
}

/** A file where a folder was asked for. Exit 3. */
export class NotAFolderError extends InputError {
  constructor(path: string) {
    const code = "source-not-a-folder";
    const message = `${path} is not a folder`;
    super(message, { code, diagnostics: [{ code, severity: "error", message, remedy: "Name the folder that the documents lie in" }] });
  }
}

/** It is there, and cannot be read. Exit 1. */
export class SourceUnreadableError extends KeelsonError {
  constructor(path: string, cause: unknown) {
    const code = "source-unreadable";
    const message = `${path} cannot be read: ${systemReason(cause)}`;
    super(message, { code, cause, diagnostics: [{ code, severity: "error", message, remedy: "Give this user the right to read it" }] });
  }
}

/** The system's own word for a failed call (`EACCES`), or what was thrown. */
export const systemReason = (cause: unknown): string =>
  cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause);
