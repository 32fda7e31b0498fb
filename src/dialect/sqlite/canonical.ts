import type { Expression } from "../../model/expression.ts";
import type { SchemaObject } from "../../model/object.ts";
import type { Canonical } from "../../port/session.ts";
import type { Token } from "./tokenise.ts";
import { identifierOf, isOperator, tokenise } from "./tokenise.ts";

/** SQLite keeps text as it was written: two spellings are the same where their tokens are, but for case, quotes and parentheses around the whole. */
export const canonical: Canonical = {
  answer: (questions) =>
    Promise.resolve(questions.map(({ desired, live, field }) => sameSpelling(textAt(desired, field), textAt(live, field)))),
};

export function sameSpelling(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  const [left, right] = [withoutParentheses(tokenise(a)), withoutParentheses(tokenise(b))];
  return left.length === right.length && left.every((token, index) => meaningOf(token) === meaningOf(right[index] as Token));
}

/** Words that mean something of their own where they stand bare, and a name where they are quoted. */
const values = new Set(["null", "true", "false", "current_date", "current_time", "current_timestamp"]);
const synonyms: Readonly<Record<string, string>> = { "<>": "!=", "==": "=" };

function meaningOf(token: Token): string {
  const { kind, text } = token;
  switch (kind) {
    case "word":
      return values.has(text.toLowerCase()) ? `value ${text.toLowerCase()}` : `name ${text.toLowerCase()}`;
    case "quoted":
      return `name ${identifierOf(token).toLowerCase()}`;
    case "operator":
      return `operator ${synonyms[text] ?? text}`;
    case "number":
    case "blob":
      return `${kind} ${text.toLowerCase()}`;
    case "string":
    case "variable":
    case "illegal":
      return `${kind} ${text}`;
  }
}

function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  return enclosesAll(tokens) ? withoutParentheses(tokens.slice(1, -1)) : tokens;
}

/** Whether the first parenthesis closes with the last token. */
function enclosesAll(tokens: readonly Token[]): boolean {
  if (tokens.length < 3 || !isOperator(tokens[0], "(")) return false;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (isOperator(token, "(")) depth += 1;
    if (isOperator(token, ")")) depth -= 1;
    if (depth === 0) return index === tokens.length - 1;
  }
  return false;
}

/** The expression at a path of the body, such as `default` or `keys.0.expression`. */
function textAt({ body }: SchemaObject, field: string): string | null {
  let value: unknown = body;
  for (const part of field.split("."))
    value = value === null || value === undefined ? null : (value as Readonly<Record<string, unknown>>)[part];
  return (value as Expression | null | undefined)?.text ?? null;
}
