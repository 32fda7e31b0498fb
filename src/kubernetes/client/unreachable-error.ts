import { KeelsonError } from "../../core/error.ts";

/** The API server gave no answer: no connection, or one that broke. */
export class UnreachableError extends KeelsonError {
  constructor(message: string, cause: unknown) {
    super(message, { code: "api-server-unreachable", retryable: true, cause });
  }
}
