import { driftLines } from "../../src/report/drift-line.ts";
import type { Outcome as RunOutcome } from "../../src/status/status.ts";
import type { Outcome } from "./command.ts";
import { describeError, statusFields } from "./output.ts";
import type { Terminal } from "./terminal.ts";

const sqlState = /SQLSTATE [0-9A-Z]{5}: /;

/** What a run came to, as a status document and in words. */
export function statusOutcome({ status, exitCode, error }: RunOutcome, terminal: Terminal): Outcome {
  const { current, pending } = status.revision;
  // What a diagnostic says on standard error is not said again.
  const isSaid =
    !terminal.options.quiet && status.diagnostics.some(({ message }) => message.replace(sqlState, "").startsWith(status.message));
  const reason = exitCode === 0 ? terminal.green(status.reason) : terminal.yellow(status.reason);
  const lines = [
    isSaid ? reason : `${reason}: ${status.message}`,
    // Where nobody came to look nobody knows.
    ...(status.source === null
      ? []
      : [`  at ${current.length === 0 ? "base" : current.join(", ")}${pending === 0 ? "" : `, ${pending} pending`}`]),
    ...(status.plan?.ref === undefined ? [] : [`  shown as Plan ${status.plan.ref}`]),
    ...status.pendingContract.map((id) => `  waits for its contract gate: ${id}`),
    ...driftLines(status),
  ];
  return {
    exitCode,
    document: { kind: "Status", fields: { ...statusFields(status), ...(error === undefined ? {} : { error: describeError(error) }) } },
    text: lines.join("\n"),
    diagnostics: status.diagnostics,
  };
}
