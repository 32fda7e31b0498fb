import { splitQualifiedName } from "../identifier.ts";
import type { SchemaObject } from "../object.ts";
import { expressionsOf } from "../object-expressions.ts";
import type { ObjectRef } from "../ref.ts";
import { refKey } from "../ref.ts";
import type { EntryContext } from "./entry-context.ts";

const word = String.raw`(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const piece = new RegExp(String.raw`'(?:[^']|'')*'|--[^\n]*|/\*[\s\S]*?\*/|(${word}(?:\s*\.\s*${word})*)\s*\(`, "g");

/** The object with the declared routines that its expressions may call: by name, whatever the arguments. The same reference where there is none. */
export function withCalls<O extends SchemaObject>(object: O, context: EntryContext): O {
  const called = expressionsOf(object).flatMap(({ text }) => routinesIn(text, context));
  if (called.length === 0) return object;
  const uses = new Map([...(object.uses ?? []), ...called].map((ref) => [refKey(ref), ref]));
  uses.delete(refKey(object.ref));
  return { ...object, uses: [...uses.values()] };
}

function routinesIn(sql: string, { defaultSchema, schemas, routines }: EntryContext): readonly ObjectRef[] {
  if (!sql.includes("(")) return [];
  return [...sql.matchAll(piece)].flatMap(([, name]) => {
    const parts = name === undefined ? undefined : splitQualifiedName(name);
    if (parts === undefined || parts.length > 2) return [];
    const homes = parts.length === 2 ? [parts[0] as string] : [defaultSchema, ...schemas];
    return homes.map((schema) => routines(schema, parts.at(-1) as string)).find((found) => found.length > 0) ?? [];
  });
}
