import type { Grammar } from "../../../src/index.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";

export const grammar: Grammar = {
  dialect: "tinysql",
  ready: async () => undefined,
  analyse: (sql) =>
    sql
      .split(";")
      .filter((statement) => statement.trim() !== "")
      .map((statement) => ({ sql: statement.trim(), offset: 0, transactional: true, refused: null, dataLoss: null })),
  canonicalType: (type) => type.toLowerCase(),
  identityColumn: () => ({ type: "integer", mode: "always" }),
  oldNameView: { options: () => ({}), needsKey: false },
  quoteIdentifier,
  quoteLiteral,
  identifierBytes: 200,
  defaultSchema: "main",
};
