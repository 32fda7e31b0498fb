import { canonical } from "../../../model/expression.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { declaredOrType } from "../../../model/type-name.ts";
import { defaultKeywords, type ParsedColumn } from "../parse/column.ts";
import { quoteIdentifier } from "../quote.ts";
import { tokenise } from "../tokenise.ts";
import { canonicalType, declaredType } from "../types.ts";
import { conflictOf, writeConflict } from "./conflict.ts";
import { enclose } from "./enclose.ts";
import { child } from "./reading.ts";

export type Column = SchemaObjectOf<"column">;

/**
 * How a column takes part in its table's primary key: `numbered` is the one that SQLite numbers (INTEGER PRIMARY KEY).
 * A column of a `looseKey` may be NULL unless it says otherwise: so SQLite leaves it where rows have numbers of their own.
 */
export type KeyPart = "none" | "looseKey" | "key" | "numbered" | "numberedAlways";

export function readColumn(parsed: ParsedColumn, table: ObjectRef, key: KeyPart, position: number): Column {
  // What is numbered never takes its default.
  const identity = identityOf(key);
  return child(
    "column",
    table,
    parsed.name,
    {
      type: canonicalType(parsed.type),
      ...declaredAs(parsed.type),
      nullable: !parsed.notNull && (key === "none" || key === "looseKey"),
      default: identity !== null || parsed.default === null || parsed.default.toUpperCase() === "NULL" ? null : canonical(parsed.default),
      identity,
      generated: parsed.generated === null ? null : { expression: canonical(parsed.generated.expression), stored: parsed.generated.stored },
      collation: parsed.collation,
      ...conflictOf(parsed.notNullConflict),
    },
    position,
  );
}

function declaredAs(type: string): Pick<Column["body"], "declaredType"> {
  const declared = declaredType(type);
  return declared === undefined ? {} : { declaredType: declared };
}

export const writtenType = (body: Column["body"]): string => declaredOrType(body, canonicalType);

function identityOf(key: KeyPart): Column["body"]["identity"] {
  if (key === "numbered") return { mode: "byDefault", sequence: {} };
  return key === "numberedAlways" ? { mode: "always", sequence: {} } : null;
}

/** The definition of a column that is no numbered key; `type` where the declared one would make it one. */
export function writeColumn({ ref, body }: Column, type: string = writtenType(body)): string {
  const parts = [quoteIdentifier(ref.name), type];
  if (body.collation !== null) parts.push(`COLLATE ${quoteIdentifier(body.collation)}`);
  if (!body.nullable) parts.push(`NOT NULL${writeConflict(body)}`);
  if (body.default !== null) parts.push(`DEFAULT ${writeDefault(body.default.text)}`);
  if (body.generated !== null)
    parts.push(`GENERATED ALWAYS AS ${enclose(body.generated.expression.text)} ${body.generated.stored ? "STORED" : "VIRTUAL"}`);
  return parts.filter((part) => part !== "").join(" ");
}

/** SQLite takes a literal, a signed number or a keyword bare; everything else wants parentheses. */
const writeDefault = (text: string): string => (isBareDefault(text) ? text : enclose(text));

function isBareDefault(text: string): boolean {
  const [first, second, ...more] = tokenise(text);
  if (first === undefined || more.length > 0) return false;
  if (second !== undefined) return first.kind === "operator" && (first.text === "-" || first.text === "+") && second.kind === "number";
  return (
    first.kind === "string" ||
    first.kind === "number" ||
    first.kind === "blob" ||
    (first.kind === "word" && defaultKeywords.has(first.text.toUpperCase()))
  );
}

/** Whether every row gets the same value, so that SQLite adds the column without looking at the rows. */
export function isConstantDefault(text: string): boolean {
  return isBareDefault(text) && !text.trim().toUpperCase().startsWith("CURRENT_");
}
