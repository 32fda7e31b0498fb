import { CreationError, ExitCode } from "../core/error.ts";

/** What was asked for cannot be written: the request is wrong. Exit 3. */
export class AuthoringError extends CreationError {
  constructor(code: string, message: string, remedy: string) {
    super(message, { code, exitCode: ExitCode.invalid, remedy });
  }
}
