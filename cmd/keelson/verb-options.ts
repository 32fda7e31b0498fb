import { didYouMean } from "../../src/core/did-you-mean.ts";
import { InputError } from "../../src/core/error.ts";
import { type HazardKind, hazardKinds } from "../../src/instruction/instruction.ts";
import type { VerbOptions } from "../../src/verb/project/options.ts";
import type { Invocation } from "./command.ts";
import { eventPrinter } from "./event-printer.ts";
import { terminalLogger } from "./terminal-logger.ts";

type Flags = Invocation["flags"];

export const stringFlag = (flags: Flags, name: string): string | undefined => {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
};

export const listFlag = (flags: Flags, name: string): readonly string[] => {
  const value = flags[name];
  return Array.isArray(value) ? value.map(String) : [];
};

export const isSet = (flags: Flags, name: string): boolean => flags[name] === true;

/** The flags of every verb as the library takes them. */
export function verbOptions({ flags, terminal, signal, cancel }: Invocation): VerbOptions {
  const variables = Object.fromEntries(listFlag(flags, "var").map(variable));
  return {
    file: stringFlag(flags, "file"),
    database: stringFlag(flags, "database"),
    url: stringFlag(flags, "url"),
    environment: stringFlag(flags, "environment"),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
    lockWait: stringFlag(flags, "lockWait"),
    timeout: stringFlag(flags, "timeout"),
    allow: listFlag(flags, "allow").map(consent),
    signal,
    cancel,
    logger: terminalLogger(terminal),
    onEvent: eventPrinter(terminal),
  };
}

function variable(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  return usage(`--var ${text} has no value`, "Write --var NAME=VALUE");
}

function consent(word: string): HazardKind {
  const kind = hazardKinds.find((each) => each === word);
  if (kind !== undefined) return kind;
  const hint = didYouMean(word, hazardKinds);
  const known = `Write --allow dataLoss, or another of ${hazardKinds.join(", ")}`;
  return usage(`--allow ${word} is no consent that keelson knows`, hint === undefined ? known : `Did you mean --allow ${hint}?`);
}

/** @throws InputError: the words are off. */
export function usage(message: string, remedy: string): never {
  throw new InputError(message, { code: "usage", remedy });
}
