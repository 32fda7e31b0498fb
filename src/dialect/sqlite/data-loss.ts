import type { Token } from "./tokenise.ts";
import { identifierOf, isOperator, isWord } from "./tokenise.ts";

/** Why a statement can lose data, or null. Only what the statement itself says: words inside literals and names count for nothing. */
export function dataLossOf(tokens: readonly Token[]): string | null {
  const start = mainVerb(tokens);
  const [verb, second] = [tokens[start], tokens[start + 1]];
  if (isWord(verb, "DELETE") && !hasWhere(tokens.slice(start))) return `DELETE without WHERE empties ${nameAt(tokens, start + 2)}`;
  if (isWord(verb, "DROP") && isWord(second, "TABLE"))
    return `DROP TABLE removes ${nameAt(tokens, start + (isWord(tokens[start + 2], "IF") ? 4 : 2))} and its rows`;
  if (isWord(verb, "ALTER") && tokens.some((token) => isWord(token, "DROP")))
    return `ALTER TABLE … DROP removes a column of ${nameAt(tokens, start + 2)}`;
  return null;
}

/** Past a leading WITH: the first verb outside parentheses. */
function mainVerb(tokens: readonly Token[]): number {
  if (!isWord(tokens[0], "WITH")) return 0;
  const at = outermost(tokens).find((index) => isWord(tokens[index], "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE"));
  return at ?? 0;
}

const hasWhere = (tokens: readonly Token[]): boolean => outermost(tokens).some((index) => isWord(tokens[index], "WHERE"));

function outermost(tokens: readonly Token[]): readonly number[] {
  let depth = 0;
  return tokens.flatMap((token, index) => {
    if (isOperator(token, "(")) depth += 1;
    if (isOperator(token, ")")) depth -= 1;
    return depth === 0 ? [index] : [];
  });
}

function nameAt(tokens: readonly Token[], index: number): string {
  const at = isOperator(tokens[index + 1], ".") ? index + 2 : index;
  const token = tokens[at];
  return token === undefined ? "a table" : identifierOf(token);
}
