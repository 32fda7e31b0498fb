import { didYouMean } from "../../src/core/did-you-mean.ts";
import { formatDiagnostic } from "../../src/core/diagnostic.ts";
import { InputError, KeelsonError } from "../../src/core/error.ts";
import type { Command, Invocation, Outcome } from "./command.ts";
import { commands } from "./commands.ts";
import { errorDocument, type OutputFormat, printDocument, printOutcome } from "./output.ts";
import { parse } from "./parse.ts";
import { Interrupted, watchSignals } from "./signals.ts";
import { Terminal } from "./terminal.ts";

/** Runs one verb from its words to its exit status. Never throws. */
export async function runProgram(words: readonly string[], host: NodeJS.Process): Promise<number> {
  const asked = outputFormat(words);
  let terminal = terminalOf({}, host);
  try {
    const command = await findCommand(words[0] === "help" ? (words[1] ?? "") : (words[0] ?? ""));
    const parsed = parse(command, words.slice(1));
    terminal = terminalOf(parsed.flags, host);
    return await runCommand(command, { ...parsed, terminal }, host);
  } catch (error) {
    return reportError(error, asked, terminal);
  }
}

async function findCommand(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return (await load()).command;
  const hint = didYouMean(name, Object.keys(commands));
  const message = name.startsWith("-") || name === "" ? "the first word is a verb" : `there is no verb ${name}`;
  const remedy = hint === undefined ? "See keelson help" : `Did you mean ${hint}?`;
  throw new InputError(message, { code: "unknown-verb", remedy });
}

async function runCommand(command: Command, invocation: Omit<Invocation, "signal" | "cancel">, host: NodeJS.Process): Promise<number> {
  const { flags, terminal } = invocation;
  const interrupts = watchSignals(host, () => {
    terminal.flush();
    host.exit(130);
  });
  try {
    const outcome = await command.run({ ...invocation, signal: interrupts.signal, cancel: interrupts.cancel });
    terminal.endProgress();
    for (const diagnostic of outcome.diagnostics ?? []) terminal.note(formatDiagnostic(diagnostic));
    await printOutcome(outcome satisfies Outcome, (flags["output"] as OutputFormat | undefined) ?? "text", terminal);
    return outcome.exitCode;
  } catch (error) {
    terminal.endProgress();
    const reason: unknown = interrupts.signal.reason;
    if (!(reason instanceof Interrupted)) throw error;
    const detail =
      error instanceof KeelsonError && error !== (reason as unknown)
        ? error.message
        : "nothing is left half done; the same command goes on";
    const format = (flags["output"] as OutputFormat | undefined) ?? "text";
    // What is watched has been told line by line.
    if (format !== "text" && flags["watch"] !== true)
      await printDocument(errorDocument(error, reason.exitStatus), format, terminal).catch(() => undefined);
    terminal.fault(`${reason.message}: ${detail}`);
    return reason.exitStatus;
  } finally {
    interrupts.stop();
  }
}

async function reportError(error: unknown, format: OutputFormat, terminal: Terminal): Promise<number> {
  if (format !== "text") await printDocument(errorDocument(error), format, terminal).catch(() => undefined);
  if (error instanceof KeelsonError) {
    if (error.diagnostics.length === 0) terminal.fault(`${terminal.red("error")}[${error.code}]: ${error.message}`);
    for (const diagnostic of error.diagnostics) terminal.fault(formatDiagnostic(diagnostic));
    return error.exitCode;
  }
  terminal.fault(
    `error[internal]: ${error instanceof Error ? error.message : String(error)}\n  This is a defect of keelson; --verbose shows where.`,
  );
  if (terminal.options.verbose && error instanceof Error) terminal.fault(error.stack ?? "");
  return 1;
}

function terminalOf(flags: Readonly<Record<string, unknown>>, host: NodeJS.Process): Terminal {
  const color = flags["color"] !== false && host.env["NO_COLOR"] === undefined && host.stderr.isTTY === true;
  const logFormat = flags["logFormat"] === "json" ? "json" : "text";
  return new Terminal(
    { quiet: flags["quiet"] === true, verbose: flags["verbose"] === true, color, progress: flags["progress"] !== false, logFormat },
    host,
  );
}

/** The format asked for, found without the parser: what cannot be parsed is still answered in it. */
function outputFormat(words: readonly string[]): OutputFormat {
  const joined = words.join(" ");
  const asked = /(?:^| )(?:-o|--output)(?:[ =]?)(json|yaml)\b/.exec(joined)?.[1];
  return asked === "json" || asked === "yaml" ? asked : "text";
}
