import { KeelsonError } from "../core/error.ts";

/** The run was asked to stop (SIGTERM, Ctrl-C): what had begun ended or was rolled back; the next run goes on from there. Exit 130 or 143. */
export class InterruptedError extends KeelsonError {
  /** `cause`: what a statement that was cancelled said. */
  constructor(cause?: unknown) {
    super("Interrupted; the next run goes on where this one stopped", { code: "interrupted", retryable: true, cause });
  }
}
