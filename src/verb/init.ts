import { existsSync, statSync } from "node:fs";
import { basename, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { initProject, projectFiles } from "../author/init-project.ts";
import { replaceFile } from "../author/write-files.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import { ExitCode, InitError } from "../core/error.ts";
import { isUrlFault, parseConnectionUrl } from "../resource/connection-url.ts";
import type { VerbContext } from "./project/context.ts";
import type { VerbOptions } from "./project/options.ts";

export interface InitOptions extends Pick<VerbOptions, "url"> {
  /** The folder of the new project; made where it is not there. */
  readonly directory: string;
  readonly dialect?: string;
  /** What happens to a project that is there; refused where absent. Its revisions are never touched. */
  readonly existing?: "refuse" | "overwrite";
}

export interface InitResult {
  /** Relative to the working folder. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/** Lays out a new project. No database is touched, and no secret is written. @throws InitError, CreationError */
export async function init(
  { host, dialects }: VerbContext,
  { directory, url, dialect, existing = "refuse" }: InitOptions,
): Promise<InitResult> {
  if (dialect !== undefined && !dialects.has(dialect)) throw unknownDialect(dialect, [...dialects.keys()]);
  const folder = resolve(host.cwd, directory);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) throw notAFolder(directory);
  const present = new Set(projectFiles.filter((path) => existsSync(join(folder, path))));
  const spelled = url === undefined ? undefined : fromFolder(url, host.cwd, folder);
  const { files, notes } = initProject({ folderName: basename(folder), url: spelled, dialect, present, whenPresent: existing });
  for (const file of files) await replaceFile(folder, file);
  return { files: files.map(({ path }) => posix.join(directory, path)), notes };
}

/** On the command line a path is relative to the working folder, in the document to the document. */
function fromFolder(url: string, cwd: string, folder: string): string {
  const parsed = parseConnectionUrl(url);
  if (isUrlFault(parsed) || !("path" in parsed) || isAbsolute(parsed.path) || cwd === folder) return url;
  return `sqlite:${relative(folder, resolve(cwd, parsed.path)).split(sep).join("/")}`;
}

function unknownDialect(dialect: string, known: readonly string[]): InitError {
  const meant = didYouMean(dialect, known);
  return refused(
    "unknown-dialect",
    `there is no dialect ${dialect}`,
    meant === undefined ? `Use one of ${known.join(", ")}` : `Did you mean ${meant}?`,
  );
}

const notAFolder = (directory: string): InitError =>
  refused("not-a-folder", `${directory} is a file, not a folder`, "Name a folder; one that is not there is made");

const refused = (code: string, message: string, remedy: string): InitError =>
  new InitError(message, { code, exitCode: ExitCode.invalid, remedy });
