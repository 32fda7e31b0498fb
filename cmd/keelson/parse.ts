import { Command as Parser, CommanderError, Option } from "commander";
import { InputError } from "../../src/core/error.ts";
import type { Command, Flag } from "./command.ts";
import { commonFlags } from "./common-flags.ts";

export interface Parsed {
  readonly args: readonly (string | readonly string[] | undefined)[];
  readonly flags: Readonly<Record<string, unknown>>;
}

const collect = (value: string, previous: readonly string[] | undefined): readonly string[] => [...(previous ?? []), value];

function option(flag: Flag): Option {
  const result = new Option(flag.flags, flag.description);
  if (flag.choices !== undefined && flag.repeatable !== true) result.choices([...flag.choices]);
  if (flag.repeatable === true) result.argParser(collect);
  return result;
}

/** The parser of one verb; help is rendered from it too. */
export function parserOf(command: Command): Parser {
  const parser = new Parser(`keelson ${command.name}`);
  parser.summary(command.summary).description(command.summary).exitOverride().allowExcessArguments(false).showSuggestionAfterError(true);
  parser.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const argument of command.arguments) parser.argument(argument.name, argument.description);
  for (const flag of command.flags) parser.addOption(option(flag));
  for (const flag of commonFlags) parser.addOption(option(flag));
  return parser;
}

/** @throws InputError with one diagnostic where the words are off; "did you mean" included. */
export function parse(command: Command, words: readonly string[]): Parsed {
  const parser = parserOf(command);
  try {
    parser.parse([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
    const message = rest.length === 0 ? first : `${first} ${rest.join(" ").trim()}`;
    throw new InputError(message, { code: "usage", remedy: `See keelson help ${command.name}` });
  }
  return { args: parser.processedArgs, flags: parser.opts() };
}
