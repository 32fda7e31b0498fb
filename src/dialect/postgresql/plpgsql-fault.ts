import type { CreateFunctionStmt, DoStmt, Node } from "libpg-query";
import type { SyntaxFault } from "../../grammar/grammar.ts";
import { analyse, parseBody } from "./analyse.ts";

/** The first body in PL/pgSQL that does not parse; the server would take it without a word, and refuse it when it is called. */
export function plpgsqlFault(sql: string): SyntaxFault | null {
  const statements = analyse(sql);
  if ("message" in statements) return null;
  for (const { node, sql: statement, offset } of statements) {
    const body = bodyOf(node);
    const message = body === undefined ? null : parseBody(statement);
    if (body !== undefined && message !== null)
      return { message: `in the body: ${message}`, offset: offset + placeIn(statement, body, message) };
  }
  return null;
}

/** The text of a body in PL/pgSQL. */
function bodyOf(node: Node): string | undefined {
  const { options = [], args = [] } = partsOf(node);
  const items = [...options, ...args].flatMap((each) => ("DefElem" in each ? each.DefElem : []));
  const texts = (name: string): readonly string[] =>
    items
      .filter(({ defname }) => defname === name)
      .flatMap(({ arg }) => (arg === undefined ? [] : "List" in arg ? (arg.List.items ?? []) : [arg]))
      .flatMap((each) => ("String" in each ? (each.String.sval ?? "") : []));
  const isOurs = "DoStmt" in node ? texts("language").every(isPlpgsql) : texts("language").some(isPlpgsql);
  return isOurs ? texts("as")[0] : undefined;
}

const isPlpgsql = (language: string): boolean => language.toLowerCase() === "plpgsql";

const partsOf = (node: Node): Pick<CreateFunctionStmt, "options"> & Pick<DoStmt, "args"> =>
  "CreateFunctionStmt" in node ? node.CreateFunctionStmt : "DoStmt" in node ? node.DoStmt : {};

/** The parser of bodies tells no place, only the word: where it stands once, else where the body begins. */
function placeIn(statement: string, body: string, message: string): number {
  const start = Math.max(0, statement.indexOf(body));
  const word = /at or near "(.+)"$/s.exec(message)?.[1];
  if (word === undefined) return start + body.trimEnd().length;
  const [first, another] = [body.indexOf(word), body.indexOf(word, body.indexOf(word) + 1)];
  return first >= 0 && another < 0 ? start + first : start + body.length - body.trimStart().length;
}
