import { ofPackage } from "../../core/installed-package.ts";
import type { AnalysedStatement, SyntaxFault } from "../../grammar/grammar.ts";
import { ParserNotLoadedError } from "../../grammar/parser-not-loaded.ts";
import type { StatementInstruction } from "../../instruction/instruction.ts";
import type { Node, ParseResult } from "libpg-query";
import { inBaselineCode } from "./baseline-code.ts";
import { concurrentProbe } from "./concurrent-probe.ts";
import { dataLossOf, refusedOf, transactionalOf, usableAfterCommit } from "./statement-kind.ts";

type Parser = typeof import("libpg-query");
let parser: Parser | undefined;

/** A statement of PostgreSQL, with what only this dialect asks. */
export interface AnalysedSql extends AnalysedStatement {
  /** What it makes may be used only after it has been committed (a new enum value: 55P04). */
  readonly commitBeforeUse: "no" | "yes";
  readonly node: Node;
  /** Where it begins in what was parsed, in bytes, as its tree tells places. */
  readonly from: number;
  /** For what runs outside a transaction: how to see on resume what became of it. */
  readonly probe?: StatementInstruction["probe"];
}

const loadPackage = ofPackage("libpg-query", "PostgreSQL", () => import("libpg-query"));

/** Loads PostgreSQL's own parser; must be awaited once before `analyse`. */
export async function loadParser(): Promise<void> {
  if (parser !== undefined) return;
  const loaded = await loadPackage();
  await inBaselineCode(async () => {
    await loaded.loadModule();
    // Functions are compiled when they are first called.
    loaded.parseSync("SELECT 1");
  });
  parser = loaded;
}

/** Splits by PostgreSQL's own grammar. @throws ParserNotLoadedError where `loadParser` was not awaited. */
export function analyse(sql: string): readonly AnalysedSql[] | SyntaxFault {
  const result = parse(sql);
  if ("message" in result) return result;
  const bytes = Buffer.from(sql, "utf8");
  const isPlain = bytes.length === sql.length;
  return (result.stmts ?? []).map((raw) => {
    const from = raw.stmt_location ?? 0;
    // stmt_len is absent for a last statement without a terminator.
    const text = bytes.subarray(from, raw.stmt_len ? from + raw.stmt_len : undefined).toString("utf8");
    const node = raw.stmt as Node;
    const margin = text.length - text.trimStart().length;
    return {
      sql: text.trim(),
      offset: (isPlain ? from : bytes.subarray(0, from).toString("utf8").length) + margin,
      from: from + margin,
      transactional: transactionalOf(node),
      refused: refusedOf(node),
      dataLoss: dataLossOf(node),
      commitBeforeUse: usableAfterCommit(node) ? "yes" : "no",
      node,
      probe: concurrentProbe(node),
    };
  });
}

/** @throws ParserNotLoadedError where `loadParser` was not awaited. */
export function parse(sql: string): ParseResult | SyntaxFault {
  if (parser === undefined) throw new ParserNotLoadedError();
  // The wrapper refuses text without anything in it, which is no fault: it holds no statements.
  if (sql.trim() === "") return { version: 0, stmts: [] };
  try {
    return parser.parseSync(sql);
  } catch (error) {
    if (!parser.hasSqlDetails(error)) throw error;
    const details = (error as InstanceType<Parser["SqlError"]>).sqlDetails;
    return { message: details?.message ?? String(error), offset: Math.max(0, details?.cursorPosition ?? 0) };
  }
}

/** What is wrong with the grammar of a body in PL/pgSQL; the parser knows no types and tables, so of what it says of names nothing counts. */
export function parseBody(statement: string): string | null {
  if (parser === undefined) throw new ParserNotLoadedError();
  try {
    parser.parsePlPgSQLSync(statement);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.startsWith("syntax error") ? message : null;
  }
}
