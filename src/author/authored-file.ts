/** A file to write: where, relative to the working folder, with `/` between folders; and what. */
export interface AuthoredFile {
  readonly path: string;
  readonly text: string;
}
