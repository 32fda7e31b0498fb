import { formatDiagnostic } from "../../src/core/diagnostic.ts";
import { KeelsonError } from "../../src/core/error.ts";
import { worstExitCode } from "../../src/status/exit-code.ts";
import type { VerbOptions } from "../../src/verb/options.ts";
import type { Invocation, Outcome } from "./command.ts";
import { openKeelson } from "./open-keelson.ts";
import { errorDocument } from "./output.ts";
import { isSet, usage, verbOptions } from "./verb-options.ts";

/**
 * Runs a verb for the database that was chosen, or for each of the file with --all: then one document with `items`, and what stops
 * one does not stop the others.
 */
export async function eachDatabase(invocation: Invocation, run: (options: VerbOptions) => Promise<Outcome>): Promise<Outcome> {
  const options = verbOptions(invocation);
  if (!isSet(invocation.flags, "all")) return run(options);
  if (options.database !== undefined) usage("--all and --database contradict each other", "Give one of them");
  if (options.url !== undefined) usage("--url is one database, --all are several", "Give one of them");
  const names = await openKeelson().databases(options);
  const overriding = process.env["KEELSON_URL"];
  if (names.length > 1 && overriding !== undefined)
    usage("KEELSON_URL is one database, --all are several", "Unset it, or choose one with --database NAME");
  const outcomes: { readonly database: string; readonly outcome: Outcome }[] = [];
  for (const database of names) outcomes.push({ database, outcome: await settle(invocation, () => run({ ...options, database })) });
  return {
    exitCode: worstExitCode(outcomes.map(({ outcome }) => outcome.exitCode)),
    document: {
      kind: "List",
      fields: { items: outcomes.map(({ database, outcome: { document } }) => ({ database, kind: document?.kind, ...document?.fields })) },
    },
    text: outcomes.map(({ database, outcome }) => `${database}:\n${outcome.text}`).join("\n\n"),
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
