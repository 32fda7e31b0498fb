import { parseArgs } from "node:util";
import { didYouMean } from "../../src/core/did-you-mean.ts";
import { InputError } from "../../src/core/error.ts";
import type { Argument, Command, Flag } from "./command.ts";
import { commonFlags } from "./common-flags.ts";

export interface Parsed {
  /** In the order of the command's arguments; many in one are a list. */
  readonly args: readonly (string | readonly string[] | undefined)[];
  /** By name in camel case: true for a switch, false for one whose name begins with `no-` (under the name without it), a text, or a list where it is repeatable. */
  readonly flags: Readonly<Record<string, unknown>>;
}

type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { readonly kind: "option" }>;

/** A flag as it is looked up: `file`, `no-color`. */
interface Known extends Flag {
  readonly name: string;
  readonly short: string | undefined;
  readonly takesValue: boolean;
}

/** @throws InputError with one diagnostic where the words are off; "did you mean" included. */
export function parse(command: Command, words: readonly string[]): Parsed {
  const known = new Map([...command.flags, ...commonFlags].map((flag) => [nameOf(flag), readFlag(flag)] as const));
  const given: string[] = [];
  const flags: Record<string, unknown> = {};
  let numberAt = -1;
  for (const token of tokensOf(words, known)) {
    if (token.kind === "positional") given.push(token.value);
    if (token.kind !== "option" || token.index === numberAt) continue;
    const word = words[token.index] ?? "";
    if (/^-\d+$/.test(word)) {
      // Down by so many revisions: no flag is a number.
      numberAt = token.index;
      given.push(word);
    } else take(flags, token, known, command);
  }
  return { args: placed(given, command), flags };
}

const tokensOf = (words: readonly string[], known: ReadonlyMap<string, Known>) =>
  parseArgs({
    args: [...words],
    options: Object.fromEntries(
      [...known.values()].map(({ name, short, takesValue }) => [
        name,
        { type: takesValue ? "string" : "boolean", ...(short === undefined ? {} : { short }) },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  }).tokens;

const spelling = /^(?:-(?<short>\w), )?--(?<name>[\w-]+)(?<value> <.+>)?$/;

const nameOf = ({ flags }: Flag): string => spelling.exec(flags)?.groups?.["name"] ?? flags;

function readFlag(flag: Flag): Known {
  const { name = flag.flags, short, value } = spelling.exec(flag.flags)?.groups ?? {};
  return { ...flag, name, short, takesValue: value !== undefined };
}

function take(
  flags: Record<string, unknown>,
  { name, rawName, value }: OptionToken,
  known: ReadonlyMap<string, Known>,
  command: Command,
): void {
  const flag = known.get(name);
  if (flag === undefined) {
    const hint = didYouMean(name, known.keys());
    return refuse(`there is no flag ${rawName}${hint === undefined ? "" : ` (did you mean --${hint}?)`}`, command);
  }
  const key = flag.name.replace(/^no-/, "").replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (!flag.takesValue) {
    if (value !== undefined) refuse(`--${flag.name} takes no value, and was given ${value}`, command);
    flags[key] = !flag.name.startsWith("no-");
  } else if (value === undefined) refuse(`--${flag.name} needs a value: ${flag.flags}`, command);
  else if (flag.repeatable === true) flags[key] = [...((flags[key] as readonly string[] | undefined) ?? []), value];
  else if (flag.choices !== undefined && !flag.choices.includes(value))
    refuse(`--${flag.name} is one of ${flag.choices.join(", ")}, and not ${value}`, command);
  else flags[key] = value;
}

function placed(given: readonly string[], command: Command): Parsed["args"] {
  const missing = command.arguments[given.length];
  if (missing !== undefined && isRequired(missing)) refuse(`missing required argument ${missing.name}`, command);
  const last = command.arguments.length - 1;
  if (last >= 0 && isMany(command.arguments[last] as Argument))
    return [...command.arguments.slice(0, last).map((_, place) => given[place]), given.slice(last)];
  const excess = given[command.arguments.length];
  if (excess !== undefined) refuse(`${excess} is one argument too many`, command);
  return command.arguments.map((_, place) => given[place]);
}

const isRequired = ({ name }: Argument): boolean => name.startsWith("<");
const isMany = ({ name }: Argument): boolean => name.includes("...");

function refuse(message: string, { name }: Command): never {
  throw new InputError(message, { code: "usage", remedy: `See keelson help ${name}` });
}
