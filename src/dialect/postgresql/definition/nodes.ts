import type { Node } from "libpg-query";
import type { NameText } from "../../../grammar/definition.ts";
import { quoteIdentifier } from "../quote.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Every node of a tree, by the key under which it stands. */
export function* nodesIn(value: unknown, under = ""): Generator<readonly [string, Fields]> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item, under);
  else if (typeof value === "object" && value !== null) {
    yield [under, value as Fields];
    for (const [key, inner] of Object.entries(value)) yield* nodesIn(inner, key);
  }
}

/** `[{ String: { sval } }]` as a name; null where it is none. */
export function nameOf(parts: readonly Node[] | undefined): NameText | null {
  const texts = (parts ?? []).map((part) => ("String" in part ? (part.String.sval ?? "") : ""));
  const name = texts.at(-1);
  return name === undefined ? null : { schema: texts.length > 1 ? (texts.at(-2) as string) : null, name };
}

interface TypeNode {
  readonly names?: readonly Node[];
  readonly arrayBounds?: readonly unknown[];
  readonly pct_type?: boolean;
}

/** Types whose bare name needs a modifier to mean what it says, as the server prints them without one. */
const withoutModifier: Readonly<Record<string, string>> = { bpchar: "character", bit: "bit", varbit: "bit varying" };

/** A type as it can be written again, without its modifiers; null for `table.column%TYPE`. */
export function typeText({ names, arrayBounds, pct_type }: TypeNode): string | null {
  const name = nameOf(names);
  if (name === null || pct_type === true) return null;
  const known = name.schema === "pg_catalog" || name.schema === null ? withoutModifier[name.name] : undefined;
  const written =
    name.schema === null || known !== undefined
      ? quoteIdentifier(name.name)
      : `${quoteIdentifier(name.schema)}.${quoteIdentifier(name.name)}`;
  return `${known ?? written}${arrayBounds === undefined ? "" : "[]"}`;
}
