import { quoteIdentifier } from "../quote.ts";
import { parseTypeText } from "../type-text.ts";
import { canonicalType } from "../types.ts";

/** The types of a member of an operator family in their brackets, as `ADD OPERATOR 1 <(a, b)` and `ADD FUNCTION 1 (a, b) f(a, b)` say it. */
export const memberTypes = (added: string): string => /\(([^()]*(?:\([^()]*\)[^()]*)*)\)/.exec(added)?.[0] ?? "()";

/** What tells a member from all others, whoever spells its types: the server says `integer` and `public.t` where the parser says `int4` and `t`. */
export function memberKey(added: string): string {
  const [, word = "", number = ""] = /^ADD (OPERATOR|FUNCTION) (\d+) /.exec(added) ?? [];
  const types = memberTypes(added).slice(1, -1).split(",");
  return [word, number, ...types.map((type) => bare(type.trim()))].join(" ");
}

function bare(type: string): string {
  const parsed = parseTypeText(type);
  if (parsed === null) return type;
  const { schema, name, array } = parsed;
  return schema === null || schema === "pg_catalog" ? canonicalType(type, () => undefined) : `${quoteIdentifier(name)}${array ? "[]" : ""}`;
}
