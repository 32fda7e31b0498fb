import { dirname, posix, relative, resolve, sep } from "node:path";
import { formatDuration, parseDuration, type Milliseconds } from "../core/duration.ts";
import { InputError } from "../core/error.ts";
import { loadDialect } from "../dialect/registry.ts";
import type { Dialect } from "../port/dialect.ts";
import { readSettings, type Settings } from "../reconcile/settings.ts";
import type { DatabaseResource } from "../resource/resource.ts";
import { directorySource } from "../source/directory.ts";
import type { Source } from "../source/source.ts";
import type { VerbContext } from "./context.ts";
import { loadSource, type ProjectDocuments } from "./load-source.ts";
import { readDatabases } from "./open-documents.ts";
import type { VerbOptions } from "./options.ts";
import { selectDatabase } from "./select-database.ts";

/** One Database with its source: what every verb starts from. No database is touched yet. */
export interface Project {
  readonly context: VerbContext;
  readonly options: VerbOptions;
  readonly database: DatabaseResource;
  readonly settings: Settings;
  readonly dialect: Dialect;
  readonly source: Source;
  /** Folder of the source, relative to the working folder, with `/` between folders. */
  readonly folder: string;
  /** The documents, read and checked once. @throws InputError with every finding */
  documents(): Promise<ProjectDocuments>;
}

/** Reads the Database document and applies what the command line overrides. @throws InputError, NotFoundError */
export async function openProject(context: VerbContext, options: VerbOptions): Promise<Project> {
  const database = override(await selectDatabase(context, options), options);
  const dialect = await loadDialect(context.dialects, database.spec.dialect);
  const folder = sourceFolder(database, context.host.cwd);
  const source = directorySource({ directory: folder, workingFolder: context.host.cwd });
  let documents: Promise<ProjectDocuments> | undefined;
  return {
    context,
    options,
    database,
    settings: readSettings(database, dialect.grammar.defaultSchema),
    dialect,
    source,
    folder,
    documents: () => (documents ??= loadSource(source, folder, [...context.dialects.keys()])),
  };
}
