import { flatDiagnostic } from "../../src/core/diagnostic.ts";
import type { SetOutcome } from "../../src/kubernetes/remote/set-status.ts";
import type { Outcome } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** How a DatabaseSet stands, as a document and in words. */
export function setOutcome({ report, exitCode }: SetOutcome, terminal: Terminal): Outcome {
  const { reason, message, total, ready, failed, wave, targets, diagnostics } = report;
  const said = `${exitCode === 0 ? terminal.green(reason) : terminal.yellow(reason)}: ${message}`;
  const counts = `  ${ready} of ${total} ready${failed === 0 ? "" : `, ${failed} failed`}${wave === null ? "" : `, wave ${wave}`}`;
  const others = targets
    .filter((target) => target.ready !== "True")
    .map(
      ({ database, reason: why = "not looked at yet", message: more }) => `  ${database}: ${why}${more === undefined ? "" : `: ${more}`}`,
    );
  return {
    exitCode,
    document: { kind: "SetStatus", fields: { ...report, diagnostics: diagnostics.map(flatDiagnostic) } },
    text: [said, counts, ...others].join("\n"),
    diagnostics,
  };
}
