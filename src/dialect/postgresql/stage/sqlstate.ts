import type { Disposition } from "../../../port/stage-runner.ts";

/** What a failure means for the stage that met it, by SQLSTATE; what is not here ends the run. */
const dispositions: Readonly<Record<string, Disposition>> = {
  "40001": "retry", // serialization failure
  "40P01": "retry", // deadlock
  "55P03": "retry", // lock not available in time
  "55006": "retry", // object in use
  "53300": "retry", // too many connections
  "53200": "retryFew", // out of memory, or of shared memory for locks
  XX000: "retryFew", // tuple concurrently updated, and its like, on DDL
  KL001: "fenced",
  KL002: "replan",
  // The session ended, and the message that it ran held its COMMIT: nobody here can tell whether that was reached.
  "57P01": "ambiguous", // terminated by an administrator
  "57P02": "ambiguous", // crash of another backend
  "57P03": "ambiguous", // cannot connect now
  "57P05": "ambiguous", // idle session timeout
  "25P03": "ambiguous", // idle in transaction
  "25P04": "ambiguous", // transaction timeout
};

/** null: no SQLSTATE at all, so the connection broke. */
export function dispositionOf(sqlState: string | null): Disposition {
  if (sqlState === null || sqlState.startsWith("08")) return "ambiguous";
  return dispositions[sqlState] ?? "terminal";
}
