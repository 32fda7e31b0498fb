import { worstExitCode } from "../../src/status/exit-code.ts";
import type { VerbOptions } from "../../src/verb/options.ts";
import type { Invocation, Outcome } from "./command.ts";
import { openKeelson } from "./open-keelson.ts";
import { isSet, usage, verbOptions } from "./verb-options.ts";

/** Runs a verb for the database that was chosen, or for each of the file with --all: then one document with `items`. */
export async function eachDatabase(invocation: Invocation, run: (options: VerbOptions) => Promise<Outcome>): Promise<Outcome> {
  const options = verbOptions(invocation);
  if (!isSet(invocation.flags, "all")) return run(options);
  if (options.database !== undefined) usage("--all and --database contradict each other", "Give one of them");
  if (options.url !== undefined) usage("--url is one database, --all are several", "Give one of them");
  const names = await openKeelson().databases(options);
  const outcomes: Outcome[] = [];
  for (const database of names) outcomes.push(await run({ ...options, database }));
  return {
    exitCode: worstExitCode(outcomes.map(({ exitCode }) => exitCode)),
    document: { kind: "List", fields: { items: outcomes.map(({ document }, index) => ({ database: names[index], kind: document?.kind, ...document?.fields })) } },
    text: outcomes.map(({ text }, index) => `${names[index]}:\n${text}`).join("\n\n"),
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics ?? []),
  };
}
