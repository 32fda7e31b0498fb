import { KeelsonError } from "../../core/error.ts";

/** An error in a log line: ours say nothing that may not be printed; of a defect its stack is what helps. */
export const errorText = (error: unknown): string =>
  error instanceof KeelsonError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
