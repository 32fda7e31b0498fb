import type { AnalysedStatement, SyntaxFault } from "../../grammar/grammar.ts";
import { dataLossOf } from "./data-loss.ts";
import type { Token } from "./tokenise.ts";
import { isOperator, isWord, tokenise } from "./tokenise.ts";

const transactionControl = ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"];
/** Settings that SQLite refuses or ignores inside a transaction. */
const settingsOutside = ["FOREIGN_KEYS", "JOURNAL_MODE", "SYNCHRONOUS", "AUTO_VACUUM", "PAGE_SIZE", "WAL_CHECKPOINT", "LOCKING_MODE"];

/** The statements of a text by SQLite's own rule: a semicolon ends one, but inside CREATE TRIGGER only the one after END. */
export function analyse(sql: string): readonly AnalysedStatement[] | SyntaxFault {
  const tokens = tokenise(sql);
  const illegal = tokens.find((token) => token.kind === "illegal");
  if (illegal !== undefined) return unrecognised(sql, illegal);
  const statements: AnalysedStatement[] = [];
  let first = 0;
  while (first < tokens.length) {
    const end = endOf(tokens, first);
    if (end > first) statements.push(describe(sql, tokens.slice(first, end)));
    first = end + 1;
  }
  return statements;
}

/** What is no token, such as a quote that nothing closes. */
export const unrecognised = (sql: string, { start }: Token): SyntaxFault => ({
  message: `unrecognised token ${JSON.stringify(sql.slice(start, start + 20))}`,
  offset: start,
});

/** Index of the semicolon that ends the statement, or the number of tokens. */
function endOf(tokens: readonly Token[], first: number): number {
  const trigger = startsTrigger(tokens, first);
  for (let index = first; index < tokens.length; index += 1) {
    if (!isOperator(tokens[index], ";")) continue;
    if (!trigger || (isWord(tokens[index - 1], "END") && isOperator(tokens[index - 2], ";"))) return index;
  }
  return tokens.length;
}

function startsTrigger(tokens: readonly Token[], first: number): boolean {
  let index = first;
  if (isWord(tokens[index], "EXPLAIN")) index += isWord(tokens[index + 1], "QUERY") ? 3 : 1;
  if (!isWord(tokens[index], "CREATE")) return false;
  return isWord(tokens[index + (isWord(tokens[index + 1], "TEMP", "TEMPORARY") ? 2 : 1)], "TRIGGER");
}

function describe(sql: string, tokens: readonly Token[]): AnalysedStatement {
  const [head] = tokens as [Token];
  const last = tokens.at(-1) as Token;
  return {
    sql: sql.slice(head.start, last.end),
    offset: head.start,
    transactional: !runsOutside(tokens),
    refused: isWord(head, ...transactionControl) ? "transactionControl" : null,
    dataLoss: dataLossOf(tokens),
  };
}

const runsOutside = (tokens: readonly Token[]): boolean =>
  isWord(tokens[0], "VACUUM", "ATTACH", "DETACH") ||
  (isWord(tokens[0], "PRAGMA") && tokens.slice(1, 4).some((token) => isWord(token, ...settingsOutside)));
