import { DatabaseError, KeelsonError } from "../../core/error.ts";
import { SourceUnavailableError } from "../../source/source-errors.ts";
import { isForbidden } from "../client/api-error.ts";

/** What others may be able to ask: a right or a way is missing, and nobody wrote anything wrong. */
const isOfWhoAsks = (error: unknown): error is KeelsonError =>
  error instanceof DatabaseError ||
  error instanceof SourceUnavailableError ||
  isForbidden(error) ||
  (error instanceof KeelsonError && error.code === "refused-in-cluster");

/** An answer, or in its place where else to ask; `remedy` absent: nowhere. */
export async function askedElsewhere<T>(asking: Promise<T>, remedy: string | undefined): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    if (remedy === undefined || !isOfWhoAsks(error)) throw error;
    const { message, code, cause } = error;
    throw new KeelsonError(message, { code, remedy, cause });
  }
}
