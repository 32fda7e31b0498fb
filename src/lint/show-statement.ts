/** The beginning of a statement, as much as a message bears. */
export function showStatement(sql: string): string {
  const text = sql.replace(/^(?:\s|--[^\n]*(?:\n|$))*/, "").replace(/\s+/g, " ");
  return text.length > 50 ? `${text.slice(0, 50)}…` : text;
}
