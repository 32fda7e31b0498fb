import { InputError, KeelsonError, NotFoundError } from "../core/error.ts";

/** The folder or file that was named is not there. Exit 3. */
export class SourceNotFoundError extends NotFoundError {
  constructor(path: string, cause?: unknown) {
    const code = "source-not-found";
    const message = `there is no ${path}`;
    super(message, { code, cause, remedy: "Check the path; `keelson init` lays out a new project" });
  }
}

/** A file where a folder was asked for. Exit 3. */
export class NotAFolderError extends InputError {
  constructor(path: string) {
    const code = "source-not-a-folder";
    const message = `${path} is not a folder`;
    super(message, { code, remedy: "Name the folder that the documents lie in" });
  }
}

/** A folder where a file was looked for. Exit 3. */
export class NotAFileError extends InputError {
  constructor(path: string) {
    const code = "source-not-a-file";
    const message = `${path} is a folder, and should be the file with the Database document`;
    const remedy = "Rename the folder, or name the file or the folder of the documents with -f";
    super(message, { code, remedy });
  }
}

/** It is there, and cannot be read. Exit 1. */
export class SourceUnreadableError extends KeelsonError {
  constructor(path: string, cause: unknown) {
    const code = "source-unreadable";
    const message = `${path} cannot be read: ${systemReason(cause)}`;
    super(message, { code, cause, remedy: "Give this user the right to read it" });
  }
}

/** A source elsewhere cannot be had now: it may come back by itself. Exit 1. */
export class SourceUnavailableError extends KeelsonError {
  constructor(code: string, message: string, remedy: string, cause?: unknown) {
    super(message, { code, cause, retryable: true, remedy });
  }
}

/** What was named in a source elsewhere is not there. Exit 3. */
export class SourceMissingError extends NotFoundError {
  constructor(code: string, message: string, remedy: string) {
    super(message, { code, remedy });
  }
}

/** How a source is described cannot be. Exit 3. */
export class SourceInvalidError extends InputError {
  constructor(code: string, message: string, remedy: string) {
    super(message, { code, remedy });
  }
}

/** A source gave what is not taken from anybody: names that lead out of it, damaged archives. Exit 3. */
export class SourceRefusedError extends InputError {
  constructor(code: string, message: string, remedy = "Look at who made it; nothing of it was read") {
    super(message, { code, remedy });
  }
}

/** Exit 3. */
export class SourceTooLargeError extends SourceRefusedError {
  constructor(what: string, why: string) {
    super("source-too-large", `${what} holds ${why}`, "Name the folder of the documents alone, or keep large files elsewhere");
  }
}

/** A signature was asked for and is not there, or not by whom it should be. Exit 3. */
export class SignatureRefusedError extends InputError {
  constructor(what: string, why: string) {
    const message = `${what} is not taken: ${why}`;
    const remedy = "Sign it with a key that spec.source names under verify, or add the signer's key there";
    super(message, { code: "signature-refused", remedy });
  }
}

/** The system's own word for a failed call (`EACCES`), or what was thrown. */
export const systemReason = (cause: unknown): string =>
  cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause);
