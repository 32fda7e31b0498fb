import { formatDiagnostic } from "../../src/core/diagnostic.ts";
import { KeelsonError } from "../../src/core/error.ts";
import { worstExitCode } from "../../src/status/exit-code.ts";
import type { Invocation, Outcome } from "./command.ts";
import { errorDocument } from "./output.ts";
import { wholeText } from "./pieces.ts";

/** One document with `items` about several databases; what stops one does not stop the others. */
export async function eachOf(
  invocation: Invocation,
  names: readonly string[],
  run: (database: string) => Promise<Outcome>,
): Promise<Outcome> {
  const outcomes: { readonly database: string; readonly outcome: Outcome }[] = [];
  for (const database of names) outcomes.push({ database, outcome: await settle(invocation, () => run(database)) });
  return {
    exitCode: worstExitCode(outcomes.map(({ outcome }) => outcome.exitCode)),
    document: {
      kind: "List",
      fields: {
        get items() {
          return outcomes.map(({ database, outcome: { document } }) => ({ database, kind: document?.kind, ...document?.fields }));
        },
      },
    },
    text: outcomes.map(({ database, outcome: { text } }) => `${database}:\n${wholeText(text)}`).join("\n\n"),
    diagnostics: outcomes.flatMap(({ outcome }) => outcome.diagnostics ?? []),
  };
}

/** What stopped one database as an outcome of its own. An interrupt, and a defect of ours, stop them all. */
async function settle({ signal, terminal }: Invocation, run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof KeelsonError) || signal.aborted) throw error;
    const { exitCode, code, message, diagnostics } = error;
    const lines = diagnostics.length === 0 ? [`${terminal.red("error")}[${code}]: ${message}`] : diagnostics.map(formatDiagnostic);
    return { exitCode, document: errorDocument(error), text: lines.join("\n") };
  }
}
