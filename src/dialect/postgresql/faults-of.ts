import type { Node, ParseResult } from "libpg-query";
import { columnInDefault } from "../../grammar/column-in-default.ts";
import type { PartFault, SqlForm, SqlPart, SyntaxFault } from "../../grammar/grammar.ts";
import { loadParser, parse } from "./analyse.ts";
import { nodesIn } from "./definition/nodes.ts";
import { plpgsqlFault } from "./plpgsql-fault.ts";

/** A statement around a text, in which nothing but such a text can stand: the parser says the rest. */
interface Frame {
  readonly before: string;
  readonly after: string;
  /** Whether the statement is still the one that the frame is of, and whole. */
  isKept(node: Node): boolean;
}

// The line ends behind the text, so that a comment at its end does not swallow what follows.
const frames: Readonly<Record<"expression" | "view", Frame>> = {
  expression: {
    before: "ALTER TABLE t ADD CHECK (",
    after: "\n)",
    isKept: (node) => "AlterTableStmt" in node && node.AlterTableStmt.cmds?.length === 1,
  },
  view: { before: "CREATE VIEW v AS ", after: "", isKept: (node) => "ViewStmt" in node },
};

/** By PostgreSQL's own parser. */
export async function faultsOf(parts: readonly SqlPart[]): Promise<readonly (PartFault | null)[]> {
  if (parts.some(({ text, form }) => form !== "definition" || mayHoldBody.test(text))) await loadParser();
  return parts.map(({ text, form }) => {
    const fault = faultIn(text, form);
    return fault === null ? null : { code: "sql-syntax", ...fault };
  });
}

function faultIn(text: string, form: SqlForm): SyntaxFault | PartFault | null {
  switch (form) {
    case "assigned":
      return /^\s*default\s*$/i.test(text) ? null : faultOf(framed(text, frames.expression));
    case "default": {
      const read = framed(text, frames.expression);
      return isFault(read) ? read : columnIn(read, text);
    }
    case "expression":
    case "view":
      return faultOf(framed(text, frames[form]));
    // Types are spelled out when their columns are read, which tells what is none.
    case "type":
      return null;
    case "query":
    case "statements":
      return whole(text);
    case "definition":
      return bodyFault(text);
  }
}

function whole(text: string): SyntaxFault | null {
  const parsed = parse(text);
  return isFault(parsed) ? parsed : bodyFault(text);
}

const bodyFault = (text: string): SyntaxFault | null => (mayHoldBody.test(text) ? plpgsqlFault(text) : null);

const mayHoldBody = /\bplpgsql\b|\bdo\b/i;

/** The statement, or what is wrong with the text in it. */
function framed(text: string, { before, after, isKept }: Frame): Node | SyntaxFault {
  const parsed = parse(`${before}${text}${after}`);
  if (isFault(parsed)) {
    const offset = Math.max(0, parsed.offset - before.length);
    const end = text.trimEnd().length;
    // What is not closed goes on into the frame, which nobody wrote.
    return offset >= end
      ? { message: "syntax error at end of input", offset: end }
      : { message: parsed.message.replace(/^(unterminated .*?) at or near .*$/s, "$1"), offset };
  }
  const [only, another] = parsed.stmts ?? [];
  const node = only?.stmt as Node | undefined;
  if (node !== undefined && another === undefined && isKept(node)) return node;
  return { message: "it closes a parenthesis that it does not open", offset: 0 };
}

/** A default is the same for every row, so that it names no column: mostly a text without quotes of its own. */
function columnIn(node: Node, text: string): PartFault | null {
  for (const [under, { location }] of nodesIn(node)) {
    if (under !== "ColumnRef" && under !== "SubLink") continue;
    const behind = Buffer.from(text).subarray(Number(location) - frames.expression.before.length);
    return { ...columnInDefault(text), offset: text.length - behind.toString().length };
  }
  return null;
}

const isFault = (parsed: Node | ParseResult | SyntaxFault): parsed is SyntaxFault => "message" in parsed;

const faultOf = (read: Node | SyntaxFault): SyntaxFault | null => (isFault(read) ? read : null);
