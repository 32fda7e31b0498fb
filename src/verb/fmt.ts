import { resolve } from "node:path";
import { formatFile } from "../author/fmt.ts";
import { replaceFile } from "../author/write-files.ts";
import { NotFoundError } from "../core/error.ts";
import type { SourceFile } from "../source/source.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";

export interface FmtOptions extends VerbOptions {
  /** Files, relative to the working folder; all of the source where none is named. */
  readonly paths: readonly string[];
  readonly write: "yes" | "no";
}

/** Mends the form of documents without changing what they mean. Files with an error of syntax are left alone. */
export async function fmt(context: VerbContext, options: FmtOptions): Promise<{ readonly changed: readonly string[] }> {
  const { cwd } = context.host;
  const project = await openProject(context, options);
  const { files } = await project.source.read();
  const dialects = [...context.dialects.keys()];
  const changed: string[] = [];
  for (const file of chosen(files, options.paths, cwd)) {
    const text = formatFile(file, { root: project.folder, dialects });
    if (text === file.text) continue;
    changed.push(file.path);
    if (options.write === "yes") await replaceFile(cwd, { path: file.path, text });
  }
  return { changed };
}

function chosen(files: readonly SourceFile[], paths: readonly string[], cwd: string): readonly SourceFile[] {
  if (paths.length === 0) return files;
  return paths.map((path) => {
    const file = files.find(({ absolutePath }) => absolutePath === resolve(cwd, path));
    if (file !== undefined) return file;
    const message = `${path} is no document of the source`;
    throw new NotFoundError(message, { code: "not-a-document", remedy: "Name a YAML or JSON file below spec.source.directory" });
  });
}
