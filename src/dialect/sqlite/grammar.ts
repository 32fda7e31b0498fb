import type { Grammar } from "../../grammar/grammar.ts";
import { parseTrigger } from "./parse/trigger.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";
import { analyse } from "./split.ts";
import { declaredType, meantType } from "./types.ts";

/** What only those need who read or compare documents is read when it is asked for: the command loads it then. */
export const grammar: Grammar = {
  dialect: "sqlite",
  ready: () => Promise.resolve(),
  get analyse() {
    return analyse;
  },
  get readDefinition() {
    return parseTrigger;
  },
  faultsOf: async (parts) => (await import("./faults-of.ts")).faultsOf(parts),
  canonicalType: (type) => meantType(type),
  declaredType: (type) => declaredType(type),
  identityColumn: (_type, mode) => ({ type: "integer", mode: mode === "always" ? "always" : "byDefault" }),
  numbers: "soleKey",
  oldNameView: { options: () => ({}), needsKey: true },
  secondColumn: { filled: "afterRow" },
  quoteIdentifier,
  quoteLiteral,
  // SQLite looks at the case of no letter of ASCII, in quotes neither.
  sameName: (name) => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
  // SQLite has no limit of its own; names that leave room in a message and in other tools are enough.
  identifierBytes: 1024,
  defaultSchema: "main",
};
