import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { DatabaseResource } from "../resource/resource.ts";
import { directorySource } from "../source/directory.ts";
import { documentFileSource } from "../source/document-file.ts";
import { NotAFileError } from "../source/source-errors.ts";
import { standardInputSource } from "../source/standard-input.ts";
import type { Source } from "../source/source.ts";
import type { VerbContext } from "./context.ts";
import { documentMemory } from "./document-memory.ts";
import type { VerbOptions } from "./options.ts";
import { refuseErrors } from "./refuse-errors.ts";

export const defaultFile = "keelson.yaml";

/** The Database documents of `-f`. @throws InputError with every finding. */
export async function readDatabases(context: VerbContext, { file }: Pick<VerbOptions, "file">): Promise<readonly DatabaseResource[]> {
  const { host, dialects } = context;
  const snapshot = await sourceOf(file, host.cwd, host.readStandardInput).read();
  const memory = documentMemory(context, snapshot.files);
  const known = memory.recall();
  if (known !== undefined) return known;
  const { parseResources } = await import("../resource/parse-resources.ts");
  const { resources, diagnostics } = parseResources(snapshot.files, { dialects: [...dialects.keys()] });
  refuseErrors([...snapshot.diagnostics, ...diagnostics]);
  const databases = resources.filter((resource) => resource.kind === "Database");
  if (snapshot.diagnostics.length + diagnostics.length === 0) memory.remember(databases);
  return databases;
}

function sourceOf(named: string | undefined, cwd: string, readStandardInput: () => AsyncIterable<Uint8Array>): Source {
  const file = named ?? defaultFile;
  if (file === "-") return standardInputSource(readStandardInput());
  const isFolder = statSync(resolve(cwd, file), { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder && named === undefined) throw new NotAFileError(file);
  return isFolder ? directorySource({ directory: file, workingFolder: cwd }) : documentFileSource({ file, workingFolder: cwd });
}
