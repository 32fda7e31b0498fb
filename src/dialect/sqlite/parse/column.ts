import type { ParsedConstraint } from "./constraint.ts";
import { parseConflict, parseConstraint } from "./constraint.ts";
import type { Cursor } from "./cursor.ts";
import { quoteLiteral } from "../quote.ts";
import { identifierOf, type Token } from "../tokenise.ts";

export interface ParsedColumn {
  readonly name: string;
  /** As declared, empty where nothing is. */
  readonly type: string;
  readonly notNull: boolean;
  /** ON CONFLICT of NOT NULL. */
  readonly notNullConflict: string | null;
  /** Text of the default without enclosing parentheses. */
  readonly default: string | null;
  readonly collation: string | null;
  readonly generated: { readonly expression: string; readonly stored: boolean } | null;
  readonly constraints: readonly ParsedConstraint[];
}

const constraintStarts = ["CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS"];

/** Words that stand bare behind DEFAULT for what they say. */
export const defaultKeywords: ReadonlySet<string> = new Set(["NULL", "TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"]);

type Parts = { -readonly [K in keyof ParsedColumn]: ParsedColumn[K] };

export function parseColumn(cursor: Cursor): ParsedColumn {
  const name = cursor.name();
  const parts: Parts = {
    name,
    type: parseType(cursor),
    notNull: false,
    notNullConflict: null,
    default: null,
    collation: null,
    generated: null,
    constraints: [],
  };
  for (;;) {
    const label = cursor.take("CONSTRAINT") ? cursor.name() : null;
    const constraint = parseConstraint(cursor, label, name);
    if (constraint !== undefined) parts.constraints = [...parts.constraints, constraint];
    else if (!parseAttribute(cursor, parts)) return parts;
  }
}

/** What belongs to the column itself; false where nothing of it comes next. */
function parseAttribute(cursor: Cursor, parts: Parts): boolean {
  if (cursor.take("NOT", "NULL")) {
    parts.notNull = true;
    parts.notNullConflict = parseConflict(cursor);
  } else if (cursor.take("NULL")) parseConflict(cursor);
  else if (cursor.take("DEFAULT")) parts.default = parseDefault(cursor);
  else if (cursor.take("COLLATE")) parts.collation = cursor.name();
  else if (cursor.take("GENERATED", "ALWAYS", "AS") || cursor.take("AS")) {
    const expression = cursor.parenthesised();
    const stored = cursor.take("STORED");
    cursor.take("VIRTUAL");
    parts.generated = { expression, stored };
  } else return false;
  return true;
}

function parseType(cursor: Cursor): string {
  const words: string[] = [];
  while (
    !cursor.done &&
    !cursor.isOperator("(") &&
    !cursor.isOperator(",") &&
    !cursor.isOperator(")") &&
    !cursor.isWord(...constraintStarts)
  )
    words.push(cursor.name());
  if (words.length > 0 && cursor.isOperator("(")) words.push(`(${cursor.parenthesised()})`);
  return words.join(" ").replace(" (", "(");
}

function parseDefault(cursor: Cursor): string {
  if (cursor.isOperator("(")) return cursor.parenthesised();
  const sign = cursor.isOperator("-") || cursor.isOperator("+") ? cursor.next().text : "";
  const token = cursor.next();
  return isName(token) ? quoteLiteral(identifierOf(token)) : sign + token.text;
}

/** Bare behind DEFAULT, a name in quotes of any sort or in none is text: a column it cannot be. */
const isName = ({ kind, text }: Token): boolean => kind === "quoted" || (kind === "word" && !defaultKeywords.has(text.toUpperCase()));
