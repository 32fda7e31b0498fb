import { quoteIdentifier } from "../quote.ts";
import { identifierOf, isWord, type Token, tokenise } from "../tokenise.ts";

/** What a `CREATE TRIGGER` needs in order to be read to its end: SQLite looks no further than its head where the table or view is not there. */
export interface TriggerTarget {
  readonly create: string;
  readonly drop: string;
}

/** Undefined for a text that is none, or whose head is not whole. */
export function triggerTarget(text: string): TriggerTarget | undefined {
  const tokens = tokenise(text);
  const at = tokens.findIndex((token) => isWord(token, "TRIGGER"));
  const isTrigger = isWord(tokens[0], "CREATE") && (at === 1 || (at === 2 && isWord(tokens[1], "TEMP", "TEMPORARY")));
  if (!isTrigger) return undefined;
  // Behind the trigger's name and what it waits for stands the one ON of the head; a quoted name is no keyword.
  const on = tokens.findIndex((token, index) => index > at && isWord(token, "ON"));
  const target = on < 0 ? undefined : tokens[on + 1];
  if (target === undefined || !isName(target)) return undefined;
  const name = quoteIdentifier(identifierOf(target));
  const isView = tokens.slice(at, on).some((token) => isWord(token, "INSTEAD"));
  return isView
    ? { create: `CREATE VIEW ${name} AS SELECT 1 AS a`, drop: `DROP VIEW ${name}` }
    : { create: `CREATE TABLE ${name} (a)`, drop: `DROP TABLE ${name}` };
}

const isName = ({ kind }: Token): boolean => kind === "word" || kind === "quoted" || kind === "string";
