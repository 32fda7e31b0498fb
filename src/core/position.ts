/** A place in a text file; line and column count from 1, as editors show them. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column`, the spelling that terminals and editors make clickable. */
export const formatPosition = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;
