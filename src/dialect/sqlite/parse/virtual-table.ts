import type { VirtualTable } from "../../../model/table-body.ts";
import { isOperator, tokenise } from "../tokenise.ts";
import { Cursor } from "./cursor.ts";

/** Reads the text of CREATE VIRTUAL TABLE as `sqlite_schema` keeps it. */
export function parseVirtualTable(sql: string): VirtualTable {
  const cursor = new Cursor(sql);
  cursor.take("CREATE", "VIRTUAL", "TABLE");
  cursor.take("IF", "NOT", "EXISTS");
  cursor.qualifiedName();
  cursor.take("USING");
  const module = cursor.name();
  return { module, arguments: cursor.isOperator("(") ? argumentsIn(cursor.parenthesised()) : [] };
}

/** The texts between commas that lie in no parentheses. */
function argumentsIn(text: string): readonly string[] {
  const cuts: number[] = [];
  let depth = 0;
  for (const token of tokenise(text)) {
    if (isOperator(token, "(")) depth += 1;
    if (isOperator(token, ")")) depth -= 1;
    if (depth === 0 && isOperator(token, ",")) cuts.push(token.start);
  }
  return [...cuts, text.length]
    .map((end, at) => text.slice(at === 0 ? 0 : (cuts[at - 1] as number) + 1, end).trim())
    .filter((part) => part !== "");
}
