import { InputError } from "../../core/error.ts";
import type { ObjectRef } from "../../model/ref.ts";
import { describeRef, schemaOf } from "../../model/ref.ts";
import { quotedKeywords } from "./keywords.ts";

const plainName = /^[a-z_][a-z0-9_]*$/;

/** A name as SQL, quoted only where PostgreSQL's own `quote_ident` would. */
export function quoteIdentifier(name: string): string {
  if (plainName.test(name) && !quotedKeywords.has(name)) return name;
  return `"${withoutNul(name).replaceAll('"', '""')}"`;
}

/** Text as a literal. One with a backslash is always E'…': a message is read before its first SET acts. */
export function quoteLiteral(text: string): string {
  const quoted = text.includes("'") ? withoutNul(text).replaceAll("'", "''") : withoutNul(text);
  return quoted.includes("\\") ? `E'${quoted.replaceAll("\\", "\\\\")}'` : `'${quoted}'`;
}

/** `schema.name`, or `schema.table` for a child's home; never left to the search path. */
export function qualified(ref: ObjectRef): string {
  const schema = schemaOf(ref);
  const name = quoteIdentifier(ref.name);
  if (schema === undefined) {
    if (ref.kind === "schema") return name;
    throw new TypeError(`${describeRef(ref)} has no schema`);
  }
  return `${quoteIdentifier(schema)}.${name}`;
}

/** The table or view that a child belongs to, schema-qualified. */
export function home(ref: ObjectRef): string {
  if (ref.parent === undefined) throw new TypeError(`${describeRef(ref)} has no parent`);
  return qualified(ref.parent);
}

/** `(a, b)` */
export const columnList = (names: readonly string[]): string => `(${names.map(quoteIdentifier).join(", ")})`;

/** A name as a literal that `::regclass` reads. */
export const regclass = (ref: ObjectRef): string => `${quoteLiteral(qualified(ref))}::pg_catalog.regclass`;

/** Storage options as in `WITH (…)`. Values are written as literals: what is not a number or a word would not parse bare. */
export const optionList = (options: Readonly<Record<string, string>>): string =>
  Object.entries(options)
    .map(([name, value]) => `${optionName(name)} = ${/^[A-Za-z0-9_.]+$/.test(value) ? value : quoteLiteral(value)}`)
    .join(", ");

/** `toast.autovacuum_enabled` is a name in a namespace, not a name with a dot. */
export const optionName = (name: string): string => name.split(".").map(quoteIdentifier).join(".");

function withoutNul(text: string): string {
  if (!text.includes("\0")) return text;
  throw new InputError("PostgreSQL cannot hold a NUL character in text", {
    code: "nul-character",
    diagnostics: [
      {
        code: "nul-character",
        severity: "error",
        message: "PostgreSQL cannot hold a NUL character in text or names",
        remedy: "Take the character out, or use bytea with { base64: … }",
      },
    ],
  });
}
