import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { commonFlags } from "./common-flags.ts";

const width = 80;

/** The texts of help: one page for each verb and, under the empty name, the overview. Rendered at build time. */
export async function renderHelp(): Promise<Readonly<Record<string, string>>> {
  const loaded = await Promise.all(Object.values(commands).map(async (load) => (await load()).command));
  return Object.fromEntries([["", overview(loaded)], ...loaded.map((command) => [command.name, page(command)] as const)]);
}

function overview(all: readonly Command[]): string {
  const rows = [...all.map(({ name, summary }) => [name, summary] as const), ["help [verb]", "this page, or that of a verb"]] as const;
  return [
    "keelson reconciles a database with the schema and the revisions kept in git.",
    "",
    "Usage: keelson <verb> [flags]",
    "",
    "Verbs:",
    ...table(rows),
    "",
    "Flags of every verb:",
    ...table(commonFlags.map(({ flags, description }) => [flags, description] as const)),
    "",
    "Exit codes: 0 done, in sync; 1 failed; 2 changes pending; 3 invalid input;",
    "  4 lease held elsewhere; 5 gated; 6 drift; 7 timeout; 130/143 interrupted.",
    "",
    "keelson help <verb> shows a verb's arguments, flags and examples.",
    "",
  ].join("\n");
}

function page(command: Command): string {
  const usage = ["keelson", command.name, ...command.arguments.map(({ name }) => name), "[flags]"].join(" ");
  const lines = [...wrap(capitalise(command.summary), 0), "", `Usage: ${usage}`];
  if (command.arguments.length > 0)
    lines.push("", "Arguments:", ...table(command.arguments.map(({ name, description }) => [name, description] as const)));
  if (command.flags.length > 0)
    lines.push(
      "",
      "Flags:",
      ...table(
        command.flags.map(
          ({ flags, description, choices }) =>
            [flags, choices === undefined ? description : `${description} (${choices.join(", ")})`] as const,
        ),
      ),
    );
  lines.push("", "Examples:");
  for (const { line, does } of command.examples) lines.push(`  # ${does}`, `  ${line}`);
  lines.push("", "Flags of every verb: keelson help", "");
  return lines.join("\n");
}

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function table(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(28, Math.max(...rows.map(([name]) => name.length)) + 2);
  return rows.flatMap(([name, text]) => {
    const [first = "", ...rest] = wrap(text, left + 2);
    const head = `  ${name.padEnd(left)}`;
    const lines = name.length + 2 > left ? [`  ${name}`, `${" ".repeat(left + 2)}${first.trimStart()}`] : [`${head}${first.trimStart()}`];
    return [...lines, ...rest];
  });
}

/** Lines of at most 80 columns, each indented. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((entry) => " ".repeat(indent) + entry);
}
