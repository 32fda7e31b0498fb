import type { Act } from "../../../port/act.ts";
import { isOperator, isWord, type Token, tokenise } from "../tokenise.ts";

interface Form {
  readonly form: string;
  /** Minor version of SQLite 3. */
  readonly since: number;
  readonly isIn: (tokens: readonly Token[]) => boolean;
}

const starts = (tokens: readonly Token[], ...words: readonly string[]): boolean => words.every((word, at) => isWord(tokens[at], word));
const follow = (tokens: readonly Token[], ...words: readonly string[]): boolean =>
  tokens.some((_token, at) => starts(tokens.slice(at, at + words.length), ...words));
const alters = (tokens: readonly Token[]): boolean => starts(tokens, "ALTER", "TABLE");
const createsTable = (tokens: readonly Token[]): boolean => starts(tokens, "CREATE", "TABLE");

/** What older libraries refuse, in a statement or in a schema that holds it. */
const forms: readonly Form[] = [
  { form: "ON CONFLICT … DO", since: 24, isIn: (tokens) => follow(tokens, "DO", "NOTHING") || follow(tokens, "DO", "UPDATE") },
  {
    form: "ALTER TABLE … RENAME COLUMN",
    since: 25,
    isIn: (tokens) => alters(tokens) && follow(tokens, "RENAME") && !follow(tokens, "RENAME", "TO"),
  },
  {
    form: "a generated column",
    since: 31,
    isIn: (tokens) => (createsTable(tokens) || alters(tokens)) && follow(tokens, "GENERATED", "ALWAYS", "AS"),
  },
  {
    form: "ALTER TABLE … DROP COLUMN",
    since: 35,
    isIn: (tokens) => alters(tokens) && follow(tokens, "DROP") && !follow(tokens, "DROP", "CONSTRAINT"),
  },
  {
    form: "RETURNING",
    since: 35,
    isIn: (tokens) => isWord(tokens[0], "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH") && follow(tokens, "RETURNING"),
  },
  { form: "a STRICT table", since: 37, isIn: (tokens) => createsTable(tokens) && isWord(tokens.at(-1), "STRICT") },
  { form: "the operator ->>", since: 38, isIn: (tokens) => tokens.some((token) => isOperator(token, "->>") || isOperator(token, "->")) },
  { form: "RIGHT or FULL JOIN", since: 39, isIn: (tokens) => follow(tokens, "RIGHT", "JOIN") || follow(tokens, "FULL", "JOIN") },
  { form: "ALTER TABLE … DROP CONSTRAINT", since: 53, isIn: (tokens) => alters(tokens) && follow(tokens, "DROP", "CONSTRAINT") },
];

/** The newer forms in a statement. */
export function newerForms(sql: string): readonly Act[] {
  const tokens = tokenise(sql);
  return forms
    .filter(({ isIn }) => isIn(tokens))
    .map(({ form, since }) => ({ kind: "useForm", form, since: 3_000_000 + since * 1000, shown: `3.${since}` }));
}
