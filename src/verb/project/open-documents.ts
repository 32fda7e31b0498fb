import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import { type UsableDatabase, unreadDatabase } from "../../resource/usable-database.ts";
import { directorySource } from "../../source/directory.ts";
import { documentFileSource } from "../../source/document-file.ts";
import { NotAFileError } from "../../source/source-errors.ts";
import { standardInputSource } from "../../source/standard-input.ts";
import type { Source, SourceSnapshot } from "../../source/source.ts";
import type { VerbContext } from "./context.ts";
import { documentMemory } from "./document-memory.ts";
import type { VerbOptions } from "./options.ts";
import { refuseErrors } from "./refuse-errors.ts";

export const defaultFile = "keelson.yaml";

/** The Database documents of `-f` as far as they can be read, with all that is wrong. */
export interface DatabasesRead {
  readonly databases: readonly DatabaseResource[];
  /** Those with an error. */
  readonly usable: readonly UsableDatabase[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The Database documents of `-f`. @throws InputError with every finding. */
export async function readDatabases(context: VerbContext, { file }: Pick<VerbOptions, "file">): Promise<readonly DatabaseResource[]> {
  const { host } = context;
  const snapshot = await sourceOf(file, host.cwd, host.readStandardInput).read();
  const memory = documentMemory(context, snapshot.files);
  const known = memory.recall();
  if (known !== undefined) return known;
  const { databases, diagnostics } = await parse(context, snapshot);
  refuseErrors(diagnostics);
  if (diagnostics.length === 0) memory.remember(databases);
  return databases;
}

/** The same, whatever is wrong with them. @throws where there is no such file */
export async function readDatabaseDocuments(context: VerbContext, { file }: Pick<VerbOptions, "file">): Promise<DatabasesRead> {
  const { host } = context;
  return parse(context, await sourceOf(file, host.cwd, host.readStandardInput).read());
}

async function parse({ dialects }: VerbContext, { files, diagnostics: unread }: SourceSnapshot): Promise<DatabasesRead> {
  const { parseResources } = await import("../../resource/parse-resources.ts");
  const { resources, faulty, diagnostics } = parseResources(files, { dialects: [...dialects.keys()] });
  const databases = resources.filter((resource) => resource.kind === "Database");
  const [file, another] = files;
  const isUnread = faulty.files === "some" && file !== undefined && another === undefined;
  const usable = isUnread ? [unreadDatabase(file)] : faulty.databases;
  return { databases, usable, diagnostics: [...unread, ...diagnostics] };
}

function sourceOf(named: string | undefined, cwd: string, readStandardInput: () => AsyncIterable<Uint8Array>): Source {
  const file = named ?? defaultFile;
  if (file === "-") return standardInputSource(readStandardInput());
  const isFolder = statSync(resolve(cwd, file), { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder && named === undefined) throw new NotAFileError(file);
  return isFolder ? directorySource({ directory: file, workingFolder: cwd }) : documentFileSource({ file, workingFolder: cwd });
}
