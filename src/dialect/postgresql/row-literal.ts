import type { RowValue } from "../../change/change.ts";
import { quoteLiteral } from "./quote.ts";

/** A value of a row as SQL, for a column of that type (as `format_type` spells it; undefined where nobody knows the column). */
export function rowLiteral(value: RowValue, type: string | undefined): string {
  if (value === null) return "NULL";
  if (typeof value === "object") {
    // On lines of its own: the text may end in a comment.
    if ("sql" in value) return `(${value.sql}\n)`;
    return "json" in value ? quoteLiteral(JSON.stringify(value.json)) : `pg_catalog.decode(${quoteLiteral(value.base64)}, 'base64')`;
  }
  if (typeof value === "string") return quoteLiteral(value);
  const text = String(value);
  if (isText(type)) return quoteLiteral(text);
  return typeof value === "boolean" ? text.toUpperCase() : text;
}

/** Types that take a number or a truth value as text only. */
const isText = (type: string | undefined): boolean =>
  type === undefined || /^(text|character|bpchar|json|jsonb|bytea|uuid|xml|")/.test(type) || type.includes(".");
