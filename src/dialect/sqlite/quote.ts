/** An identifier in double quotes: always taken for exactly this name. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const quoteNames = (names: readonly string[]): string => names.map(quoteIdentifier).join(", ");

/** A text literal. SQLite ends a statement at NUL, so such a text travels as a blob cast to text. */
export const quoteLiteral = (text: string): string =>
  text.includes("\u0000") ? `CAST(${quoteBytes(Buffer.from(text, "utf8"))} AS TEXT)` : `'${text.replaceAll("'", "''")}'`;

export const quoteBytes = (bytes: Uint8Array): string => `X'${Buffer.from(bytes).toString("hex")}'`;
