/** A file as the source gives it; the path is what people see in messages. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Longer files are refused unread: a parsed text takes some forty times its size. */
export const maximumCharacters = 4 * 1024 * 1024;
