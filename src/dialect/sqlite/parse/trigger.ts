import type { Definition } from "../../../grammar/definition.ts";
import type { SyntaxFault } from "../../../grammar/grammar.ts";
import { quoteIdentifier } from "../quote.ts";
import { identifierOf, isOperator, isWord, type Token, tokenise } from "../tokenise.ts";
import { Cursor } from "./cursor.ts";
import { relationsRead } from "./view.ts";

/** Takes the text of CREATE TRIGGER apart. FOR EACH ROW is what SQLite knows alone, and is left out. */
export function parseTrigger(sql: string): Definition | SyntaxFault {
  const text = sql.trim().replace(/;\s*$/, "");
  const tokens = tokenise(text);
  const cursor = new Cursor(text);
  if (!cursor.take("CREATE")) return fault("it creates no trigger");
  if (!cursor.take("TEMP")) cursor.take("TEMPORARY");
  if (!cursor.take("TRIGGER")) return fault("it creates no trigger");
  if (!isWord(tokens.at(-1), "END") || !tokens.some((token) => isWord(token, "BEGIN")))
    return fault("a trigger of SQLite does its work between BEGIN and END");
  cursor.take("IF", "NOT", "EXISTS");
  const name = cursor.qualifiedName();
  const event = eventOf(cursor);
  if (event === null || !cursor.take("ON") || cursor.done) return fault("it does not say what it waits for");
  const on = cursor.qualifiedName();
  cursor.take("FOR", "EACH", "ROW");
  const rest = cursor.rest();
  const relations = [...relationsRead(rest), ...relationsWritten(tokenise(rest))].map((relation) => ({ schema: null, name: relation }));
  return {
    kind: "trigger",
    name: { schema: null, name },
    arguments: [],
    on: { schema: null, name: on },
    event,
    constraint: false,
    rest,
    source: null,
    additions: [],
    relations,
    routines: [],
    types: [],
  };
}

const fault = (message: string): SyntaxFault => ({ message, offset: 0 });

/** Before is what SQLite takes where nothing is said. */
function eventOf(cursor: Cursor): string | null {
  const time = cursor.take("AFTER") ? "AFTER" : cursor.take("INSTEAD", "OF") ? "INSTEAD OF" : "BEFORE";
  if (time === "BEFORE") cursor.take("BEFORE");
  if (cursor.take("INSERT")) return `${time} INSERT`;
  if (cursor.take("DELETE")) return `${time} DELETE`;
  if (!cursor.take("UPDATE")) return null;
  if (!cursor.take("OF")) return `${time} UPDATE`;
  const columns: string[] = [];
  do columns.push(cursor.name());
  while (cursor.takeOperator(","));
  return `${time} UPDATE OF ${columns.map(quoteIdentifier).join(", ")}`;
}

/** What stands behind INTO and UPDATE. */
const relationsWritten = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((token, index) => {
    const isName = token.kind === "word" || token.kind === "quoted";
    return isName && isWord(tokens[index - 1], "INTO", "UPDATE") && !isOperator(tokens[index + 1], ".") ? [identifierOf(token)] : [];
  });
