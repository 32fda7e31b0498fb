/** What of a SQL text is no statement of its own: strings, quoted names, dollar quotes, comments. An unclosed one is none of them. */
const quoted = /\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|(\$\w*\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** `query`: may end with a semicolon. `expression`: holds none. */
export type SingleText = "query" | "expression";

/** Whether a text that stands inside of a statement of ours stays inside: nothing of it would run as a statement of its own. */
export function isOneStatement(text: string, kind: SingleText): boolean {
  if (!text.includes(";")) return true;
  const bare = text.replace(quoted, " ").trimEnd();
  return !(kind === "query" ? bare.replace(/;$/, "") : bare).includes(";");
}
