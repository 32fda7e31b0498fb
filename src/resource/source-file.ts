/** A file as the source gives it; the path is what people see in messages. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Longer files are refused unread. */
export const maximumCharacters = 50 * 1024 * 1024;

/** Longer files are read only where they are plain: what a whole parser makes of a text takes some forty times its size. */
export const maximumParsed = 4 * 1024 * 1024;
