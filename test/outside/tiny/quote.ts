export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const nameList = (names: readonly string[]): string => `(${names.map(quoteIdentifier).join(", ")})`;
