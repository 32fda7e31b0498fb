import type { Act, StatementActs } from "../../../port/act.ts";
import { analyse, loadParser } from "../analyse.ts";
import { grammar } from "../grammar.ts";
import { actsOf } from "./acts-of.ts";
import { newerForms } from "./newer-forms.ts";

/** What each statement of a text does; nothing where it does not parse. */
export async function statementActs(text: string): Promise<readonly StatementActs[]> {
  await loadParser();
  const statements = analyse(text);
  if ("message" in statements) return [];
  return statements.map(({ sql, offset, transactional, node }) => ({
    sql,
    offset: offset + (leading.exec(sql)?.[0].length ?? 0),
    runs: transactional ? "inTransaction" : "alone",
    acts: [...overlong(sql), ...newerForms(node), ...actsOf(node)],
  }));
}

const leading = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

const tokens =
  /\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|(\$\w*\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_$]*)/gu;

/** Names that the server cuts without an error: in the text, for the parser cuts them too. */
function overlong(sql: string): readonly Act[] {
  const names = [...sql.matchAll(tokens)].map(([, , quoted, bare]) => quoted ?? bare ?? "");
  const long = new Set(names.filter((name) => Buffer.byteLength(name) > grammar.identifierBytes));
  return [...long].map((name) => ({ kind: "overlongName", name, bytes: Buffer.byteLength(name) }));
}
