import type { Grammar } from "../../grammar/grammar.ts";
import { analyse, loadParser } from "./analyse.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";
import { canonicalType } from "./types.ts";

export const grammar: Grammar = {
  dialect: "postgresql",
  ready: loadParser,
  analyse,
  canonicalType,
  quoteIdentifier,
  quoteLiteral,
  identifierBytes: 63,
  defaultSchema: "public",
};
