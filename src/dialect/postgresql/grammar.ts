import type { Grammar } from "../../grammar/grammar.ts";
import { analyse, loadParser } from "./analyse.ts";
import { broughtBy } from "./contrib.ts";
import { readDdl } from "./ddl/read-ddl.ts";
import { createDdl } from "./object/ddl.ts";
import { laidOut } from "./definition/laid-out.ts";
import { readDefinition } from "./definition/read-definition.ts";
import { sameDefinition } from "./definition/same-definition.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";
import { columnsIn } from "./columns-in.ts";
import { meantType } from "./meant-type.ts";
import { refusesNumber, refusesText } from "./refuses-text.ts";
import { usualStorage } from "./usual-storage.ts";
import { argumentType, canonicalType } from "./types.ts";

/** What only those need who read or compare documents is read when it is asked for: the command loads it then. */
export const grammar: Grammar = {
  dialect: "postgresql",
  get ready() {
    return loadParser;
  },
  parser: "onDemand",
  get analyse() {
    return analyse;
  },
  get readDefinition() {
    return readDefinition;
  },
  get sameDefinition() {
    return sameDefinition;
  },
  get broughtBy() {
    return broughtBy;
  },
  get laidOut() {
    return laidOut;
  },
  get writeDefinition() {
    return createDdl;
  },
  get readDdl() {
    return readDdl;
  },
  faultsOf: async (parts) => (await import("./faults-of.ts")).faultsOf(parts),
  get canonicalType() {
    return canonicalType;
  },
  get meantType() {
    return meantType;
  },
  get argumentType() {
    return argumentType;
  },
  get columnsIn() {
    return columnsIn;
  },
  get refusesText() {
    return refusesText;
  },
  get refusesNumber() {
    return refusesNumber;
  },
  get usualStorage() {
    return usualStorage;
  },
  oldNameView: {
    // Before 15 there is none, and the view reads as its owner.
    options: (serverVersion): Readonly<Record<string, string>> =>
      Number.parseInt(serverVersion ?? "15", 10) >= 15 ? { security_invoker: "true" } : {},
    needsKey: false,
  },
  secondColumn: { filled: "beforeRow" },
  quoteIdentifier,
  quoteLiteral,
  identifierBytes: 63,
  defaultSchema: "public",
};
