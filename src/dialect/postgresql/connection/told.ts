import { DatabaseError, KeelsonError } from "../../../core/error.ts";
import { codeOf } from "./connect-fault.ts";
import { describePlace, type Place } from "./place.ts";

/** The same methods, with what the driver says of a failure told as a DatabaseError that names the place. */
export function told<Port extends object>(place: Place, port: Port): Port {
  return new Proxy(port, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return (...args: readonly unknown[]) => tell(place, Reflect.apply(member, target, args));
    },
  });
}

async function tell(place: Place, work: unknown): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof KeelsonError || !isDriverError(error) ? error : databaseFault(error, place);
  }
}

/** The server's errors have a severity; those of the connection a system code or the driver's own words. */
const isDriverError = (error: unknown): error is Error =>
  error instanceof Error &&
  ("severity" in error ||
    codeOf(error) !== undefined ||
    /Connection terminated|not queryable|Client was closed|connection error/i.test(error.message));

function databaseFault(error: Error & { readonly hint?: string }, place: Place): DatabaseError {
  const at = describePlace(place);
  const answered = "severity" in error;
  const sqlState = answered ? codeOf(error) : undefined;
  const lost = !answered || sqlState?.startsWith("57P") === true || sqlState?.startsWith("08") === true;
  const locked = sqlState === "55P03";
  const code = lost ? "connection-lost" : locked ? "locked-by-another" : "query-failed";
  const message = locked
    ? `${at}: somebody holds a table for himself alone, so that it cannot even be looked at`
    : answered
      ? `${at} answered ${sqlState}: ${error.message}`
      : `The connection to ${at} broke: ${error.message}`;
  const remedy =
    error.hint ??
    (sqlState === "42501"
      ? "Grant this user the right that the message names"
      : locked
        ? "Wait until that transaction has ended; `SELECT pid, query FROM pg_stat_activity` shows it"
        : lost
          ? "Run again when the server can be reached"
          : "Correct what the message names");
  return new DatabaseError(message, { code, retryable: lost || locked, remedy, cause: error });
}
