/** An identifier inside SQL text: its name with quotes removed and unquoted letters folded, and where it stands. */
export interface IdentifierToken {
  readonly name: string;
  /** As it stands in the text, without quotes. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
}

const token =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|::\s*(?:"(?:[^"]|"")*"|[\w.]+)|"(?:[^"]|"")*"|`[^`]*`|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g;
const wordStart = /^[A-Za-z_\u0080-\uffff]/;

/**
 * The identifiers in SQL text as far as text alone tells: no strings, comments, cast targets or names of called functions (what stands behind INTO is none);
 * keywords are among them. For finding what an expression may mention where nothing better is known.
 */
export function identifiersIn(sql: string): readonly IdentifierToken[] {
  const found: IdentifierToken[] = [];
  for (const match of sql.matchAll(token)) {
    const text = match[0];
    const start = match.index;
    const end = start + text.length;
    if (text.startsWith('"')) found.push(quoted(text.slice(1, -1).replaceAll('""', '"'), start, end));
    else if (text.startsWith("`")) found.push(quoted(text.slice(1, -1), start, end));
    else if (wordStart.test(text) && !/^[eE]'/.test(text) && (!/^\s*\(/.test(sql.slice(end, end + 8)) || found.at(-1)?.name === "into"))
      found.push({ name: text.toLowerCase(), raw: text, start, end });
  }
  return found;
}

const quoted = (name: string, start: number, end: number): IdentifierToken => ({ name, raw: name, start, end });

export const mentionsName = (sql: string, name: string): boolean =>
  identifiersIn(sql).some((found) => found.name === name || found.raw === name);

const call =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|("(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)(?=\s*\()/g;

/** The text with every routine that is called `from` spelled as `to`; no strings and comments. */
export const renameCalled = (sql: string, from: string, to: string): string =>
  sql.replace(call, (text: string, _tag: string | undefined, name: string | undefined) => {
    if (name === undefined) return text;
    const called = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
    return called === from ? quoteWhereNeeded(to) : text;
  });

/** Whether the text calls a routine of that name. */
export const callsName = (sql: string, name: string): boolean => renameCalled(sql, name, "") !== sql;

const qualified =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'((?:[^']|'')*)'(?=\s*::\s*reg[a-z]+\b)|'(?:[^']|'')*'|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\2\$|--[^\n]*|\/\*[\s\S]*?\*\/|("(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)(?:\s*\.\s*(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[*=<>!@#%^&|~?+/-]+))+/g;

/** The text with every name that is qualified by `from` qualified by `to`, also in a literal that stands for an object; a column of a relation that is called so, too. */
export const renameQualifier = (sql: string, from: string, to: string): string =>
  sql.replace(qualified, (text: string, inside: string | undefined, _tag: string | undefined, first: string | undefined) => {
    if (inside !== undefined) return `'${renameQualifier(inside, from, to)}'`;
    if (first === undefined) return text;
    const name = first.startsWith('"') ? first.slice(1, -1).replaceAll('""', '"') : first.toLowerCase();
    return name === from ? `${quoteWhereNeeded(to)}${text.slice(first.length)}` : text;
  });

/** The text with every name that stands with its schema, also in a literal that stands for an object, spelled as the other one with its own. */
export const renameQualified = (sql: string, from: Qualified, to: Qualified): string =>
  sql.replace(qualified, (text: string, inside: string | undefined) => {
    if (inside !== undefined) return `'${renameQualified(inside, from, to)}'`;
    const [schema, name, ...below] = splitQualifiedName(text) ?? [];
    return schema === from.schema && name === from.name ? [to.schema, to.name, ...below].map(quoteWhereNeeded).join(".") : text;
  });

interface Qualified {
  readonly schema: string;
  readonly name: string;
}

/** The text with every mention of `from` spelled as `to`. */
export function renameIdentifier(sql: string, from: string, to: string): string {
  let result = "";
  let last = 0;
  for (const found of identifiersIn(sql)) {
    if (found.name !== from && found.raw !== from) continue;
    result += sql.slice(last, found.start) + quoteWhereNeeded(to);
    last = found.end;
  }
  return result + sql.slice(last);
}

const castOrBracket =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|\bcast\s*\(|[()]|(?:::|\bas\s)\s*((?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)(?:\s*\.\s*(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*))?)/gi;

/** The text with every cast, `::` or CAST, to the type `from` spelled as one to `to`; a type without its schema may be that of any. */
export function renameCasts(sql: string, from: TypeCalled, to: TypeCalled): string {
  const brackets: ("cast" | "other")[] = [];
  return sql.replace(castOrBracket, (text: string, _tag: string | undefined, type: string | undefined) => {
    if (text === "(") brackets.push("other");
    else if (text === ")") brackets.pop();
    else if (type === undefined && /^cast/i.test(text)) brackets.push("cast");
    if (type === undefined || (!text.startsWith("::") && brackets.at(-1) !== "cast")) return text;
    const parts = splitQualifiedName(type) ?? [];
    if (parts.at(-1) !== from.name || (parts.length === 2 && parts[0] !== from.schema)) return text;
    const schema = parts.length === 2 && to.schema !== undefined ? `${quoteWhereNeeded(to.schema)}.` : "";
    return `${text.slice(0, text.length - type.length)}${schema}${quoteWhereNeeded(to.name)}`;
  });
}

interface TypeCalled {
  readonly schema?: string;
  readonly name: string;
}

// Words that neither engine takes as a bare column name; a superset does no harm.
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between both by case cast check collate column constraint create cross current_date
  current_role current_time current_timestamp current_user default deferrable delete desc distinct do drop else end escape except exists false fetch for foreign
  freeze from full grant group having if in index initially inner insert intersect into is isnull join key lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user set similar
  some symmetric table tablesample then to trailing transaction true union unique update user using values variadic verbose when where window with`.split(
    /\s+/,
  ),
);

/** The identifier bare where every reader takes it for exactly this name, else in double quotes. */
export const quoteWhereNeeded = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** A possibly qualified, possibly quoted name (`public."Order State"`) in its parts, or undefined where the text is none. */
export function splitQualifiedName(text: string): readonly string[] | undefined {
  const part = /^\s*(?:"((?:[^"]|"")*)"|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*))\s*(\.|$)/;
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const match = part.exec(rest);
    if (match === null) return undefined;
    parts.push(match[1]?.replaceAll('""', '"') ?? (match[2] as string).toLowerCase());
    rest = rest.slice(match[0].length);
    if (match[3] === "") return parts;
  }
}
