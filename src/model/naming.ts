import { expressionName } from "./expression-name.ts";
import type { SchemaObjectOf } from "./object.ts";

/** PostgreSQL's NAMEDATALEN − 1: the longest name in bytes. */
const longest = 63;

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

/** The longest beginning of at most `limit` bytes that ends at a character. */
function clip(text: string, limit: number): string {
  if (bytes(text) <= limit) return text;
  let result = "";
  let used = 0;
  for (const character of text) {
    used += bytes(character);
    if (used > limit) break;
    result += character;
  }
  return result;
}

/** `name1_name2_label` cut to 63 bytes as PostgreSQL's makeObjectName does: the longer name gives first. */
export function makeObjectName(name1: string, name2: string | null, label: string): string {
  const whole = (name2 === null ? [name1, label] : [name1, name2, label]).join("_");
  if (bytes(whole) <= longest) return whole;
  const available = longest - (bytes(label) + 1) - (name2 === null ? 0 : 1);
  let first = bytes(name1);
  let second = name2 === null ? 0 : bytes(name2);
  while (first + second > available) {
    if (first > second) first--;
    else second--;
  }
  const parts = [clip(name1, first), ...(name2 === null ? [] : [clip(name2, second)]), label];
  return parts.join("_");
}

/** The name that the NOT NULL of a column gets where none is given (PostgreSQL 18). */
export const impliedNotNull = ({ parent, name }: { readonly parent?: { readonly name: string }; readonly name: string }): string =>
  makeObjectName(parent?.name ?? "", name, "not_null");

/** The same of a domain (PostgreSQL 17). */
export const impliedDomainNotNull = (domain: string): string => makeObjectName(domain, null, "not_null");

/** The first of `label`, `label1`, `label2`, … whose name is not taken. */
function choose(name1: string, name2: string | null, label: string, taken: (name: string) => boolean): string {
  for (let pass = 0; ; pass++) {
    const name = makeObjectName(name1, name2, pass === 0 ? label : `${label}${pass}`);
    if (!taken(name)) return name;
  }
}

/** Column names joined as PostgreSQL joins them: no further once they fill a name. */
function joined(columns: readonly string[]): string {
  let result = "";
  for (const column of columns) {
    result += result === "" ? column : `_${column}`;
    if (bytes(result) > longest) break;
  }
  return result;
}

/** Key names of an index: a column's own, that of an expression, `expr` where it has none; repeated ones are numbered. */
export function indexColumnNames(
  keys: readonly { readonly column: string | null; readonly expression?: { readonly text: string } | null }[],
): readonly string[] {
  const names: string[] = [];
  for (const { column, expression } of keys) {
    const base = column ?? (expression ? expressionName(expression.text) : null) ?? "expr";
    let name = base;
    for (let pass = 1; names.includes(name); pass++) name = `${clip(base, longest - bytes(String(pass)))}${pass}`;
    names.push(name);
  }
  return names;
}

type Taken = (name: string) => boolean;

/** Names that PostgreSQL itself would choose; `taken` tells the names already used in the schema. */
export const defaultName = {
  primaryKey: (table: string, taken: Taken): string => choose(table, null, "pkey", taken),
  unique: (table: string, columns: readonly string[], taken: Taken): string => choose(table, joined(columns), "key", taken),
  exclude: (table: string, columns: readonly string[], taken: Taken): string => choose(table, joined(columns), "excl", taken),
  index: (table: string, columns: readonly string[], taken: Taken): string => choose(table, joined(columns), "idx", taken),
  foreignKey: (table: string, columns: readonly string[], taken: Taken): string => choose(table, joined(columns), "fkey", taken),
  /** `column`: the one column that the expression mentions; null where it mentions none or several. */
  check: (table: string, column: string | null, taken: Taken): string => choose(table, column, "check", taken),
} as const;

/** The name that the server makes up for the type of sets of ranges: the first `range` in the name becomes `multirange`, else that is put behind. */
export const impliedMultirange = (name: string): string =>
  name.includes("range") ? name.replace("range", "multirange") : `${name}_multirange`;

/** The type of sets of ranges that comes with a type of ranges. */
export const multirangeOf = ({ ref, body }: SchemaObjectOf<"rangeType">): string => body.multirange ?? impliedMultirange(ref.name);
