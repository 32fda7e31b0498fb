import type { Token } from "../tokenise.ts";
import { identifierOf, isOperator, isWord, tokenise } from "../tokenise.ts";
import { Cursor } from "./cursor.ts";

export interface ParsedView {
  readonly columns: readonly string[] | null;
  readonly query: string;
}

/** Reads the text of CREATE VIEW as `sqlite_schema` keeps it. */
export function parseView(sql: string): ParsedView {
  const cursor = new Cursor(sql);
  cursor.take("CREATE");
  if (!cursor.take("TEMP")) cursor.take("TEMPORARY");
  cursor.take("VIEW");
  cursor.take("IF", "NOT", "EXISTS");
  cursor.qualifiedName();
  const columns = cursor.isOperator("(") ? cursor.nameList() : null;
  cursor.take("AS");
  return { columns, query: cursor.rest() };
}

/** Names that stand where a query reads a table or view: after FROM, JOIN or a comma, not called and not a qualifier. May hold a column by chance. */
export function relationsRead(query: string): readonly string[] {
  const tokens = tokenise(query);
  return tokens.flatMap((token, index) => (standsForRelation(tokens, index) ? [identifierOf(token)] : []));
}

function standsForRelation(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index] as Token;
  if (token.kind !== "word" && token.kind !== "quoted") return false;
  if (isOperator(tokens[index + 1], "(") || isOperator(tokens[index + 1], ".")) return false;
  const before = isOperator(tokens[index - 1], ".") ? index - 3 : index - 1;
  return isWord(tokens[before], "FROM", "JOIN") || isOperator(tokens[before], ",") || isOperator(tokens[before], "(");
}
