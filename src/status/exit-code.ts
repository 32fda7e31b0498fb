import { ExitCode } from "../core/error.ts";

/** The worst first: where several hold, the first of them is the exit code of the whole. */
const precedence: readonly ExitCode[] = [
  ExitCode.failed,
  ExitCode.timeout,
  ExitCode.leaseHeld,
  ExitCode.invalid,
  ExitCode.gated,
  ExitCode.drift,
  ExitCode.pending,
];

/** One exit code for several outcomes (several databases, several findings). */
export const worstExitCode = (codes: Iterable<ExitCode>): ExitCode => {
  const found = new Set(codes);
  return precedence.find((code) => found.has(code)) ?? ExitCode.done;
};
