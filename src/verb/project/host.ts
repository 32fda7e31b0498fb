/** The process around the library: handed in, so that verbs never look for it themselves. */
export interface Host {
  /** The working folder: paths are relative to it, in input and in output. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readStandardInput(): AsyncIterable<Uint8Array>;
  /** Who acts, for the history. */
  readonly user: string;
  readonly hostname: string;
  readonly pid: number;
  /** `load`: the plugins that a project names are loaded, code of its own; absent: an instance has what it was made of. */
  readonly plugins?: "load";
  /** A folder of this user alone where it may be remembered what was read, made where the one around it exists; absent: nothing is. */
  readonly cacheFolder?: string;
}
