import type { FieldPath } from "./path.ts";
import type { SqlField } from "./sql-fields.ts";

/** A character of a SQL field of a document. */
export interface InField {
  readonly path: FieldPath;
  readonly text: string;
  readonly offset: number;
}

/**
 * The field whose text holds that character of a statement: the longest one that the statement was made of, or one of several statements.
 * undefined: none does, or more than one might.
 */
export function fieldInStatement(fields: readonly SqlField[], statement: string, offset: number): InField | undefined {
  const found = fields.flatMap(({ path, text }) => {
    const inside = text.indexOf(statement);
    if (inside !== -1) return text.includes(statement, inside + 1) ? [] : [{ path, text, offset: inside + offset }];
    const written = text.trim();
    const start = written === "" ? -1 : statement.lastIndexOf(written, offset);
    return start !== -1 && offset <= start + written.length ? [{ path, text, offset: text.indexOf(written) + offset - start }] : [];
  });
  const longest = Math.max(...found.map(({ text }) => text.length));
  const [field, ...others] = found.filter(({ text }) => text.length === longest);
  return others.length === 0 ? field : undefined;
}
