import { existsSync } from "node:fs";
import { basename, join, posix, resolve } from "node:path";
import { initProject, projectFiles } from "../author/init-project.ts";
import { replaceFile } from "../author/write-files.ts";
import type { VerbContext } from "./context.ts";
import type { VerbOptions } from "./options.ts";

export interface InitOptions extends Pick<VerbOptions, "url"> {
  /** The folder of the new project; made where it is not there. */
  readonly directory: string;
  readonly dialect?: string;
  readonly existing: "refuse" | "overwrite";
}

export interface InitResult {
  /** Relative to the working folder. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/** Lays out a new project. No database is touched, and no secret is written. */
export async function init({ host }: VerbContext, { directory, url, dialect, existing }: InitOptions): Promise<InitResult> {
  const folder = resolve(host.cwd, directory);
  const present = new Set(projectFiles.filter((path) => existsSync(join(folder, path))));
  const { files, notes } = initProject({ folderName: basename(folder), url, dialect, present, whenPresent: existing });
  for (const file of files) await replaceFile(folder, file);
  return { files: files.map(({ path }) => posix.join(directory, path)), notes };
}
