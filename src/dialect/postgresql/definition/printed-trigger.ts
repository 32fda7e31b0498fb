import type { Definition } from "../../../grammar/definition.ts";
import { quoteIdentifier } from "../quote.ts";

const name = `(?:"(?:[^"]|"")*"|[a-z_][a-z0-9_]*)`;
const update = "UPDATE(?: OF [a-z0-9_, ]+)?";
const events = `(?:INSERT|DELETE|${update}|TRUNCATE)(?: OR (?:DELETE|${update}|TRUNCATE))*`;
const head = new RegExp(
  `^CREATE (?<constraint>CONSTRAINT )?TRIGGER ${name} (?<event>(?:BEFORE|AFTER|INSTEAD OF) ${events}) ON ${name}\\.${name} (?<rest>[^]+)$`,
);

/**
 * What `readDefinition` says of a trigger as the server prints it, without the parser, which takes longer to load than hundreds of them to read.
 * null where that is not sure: a column with a name in quotes, or anything that no server has printed yet.
 */
export function readPrintedTrigger(sql: string): Pick<Definition, "event" | "constraint" | "rest"> | null {
  const { constraint, event, rest } = head.exec(sql)?.groups ?? {};
  if (event === undefined || rest === undefined) return null;
  const columns = / OF ([a-z_][^A-Z]*)/.exec(event)?.[1]?.trim().split(", ") ?? [];
  return columns.every((column) => quoteIdentifier(column) === column)
    ? { event, constraint: constraint !== undefined, rest: rest.trim() }
    : null;
}
