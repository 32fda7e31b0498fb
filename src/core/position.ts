/** A place in a text file; line and column count from 1, as editors show them. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A character of a text. */
export interface InText {
  readonly text: string;
  readonly offset: number;
}

/** Where in a file a character of its text stands. */
export function positionIn(file: string, { text, offset }: InText): Position {
  const before = text.slice(0, offset).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** `file:line:column`, the spelling that terminals and editors make clickable. */
export const formatPosition = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;
