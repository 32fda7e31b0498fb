import { dirname, relative, resolve, sep } from "node:path";
import { InputError } from "../core/error.ts";
import { loadDialect } from "../dialect/registry.ts";
import type { Dialect } from "../port/dialect.ts";
import { readSettings, type Settings } from "../reconcile/settings.ts";
import type { DatabaseResource } from "../resource/resource.ts";
import { selectDatabases } from "../resource/select.ts";
import { validatorsOf } from "../revision/outside-operation.ts";
import { directorySource } from "../source/directory.ts";
import type { Source } from "../source/source.ts";
import type { VerbContext } from "./context.ts";
import type { ProjectDocuments } from "./load-source.ts";
import { readDatabases } from "./open-documents.ts";
import type { VerbOptions } from "./options.ts";

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
  /** The same, read anew each time: for who stays while people edit. */
  read(): Promise<ProjectDocuments>;
}

/** Reads the Database document and applies what the command line overrides. @throws InputError, NotFoundError */
export async function openProject(context: VerbContext, options: VerbOptions): Promise<Project> {
  const choice = options.database === undefined ? ({ kind: "unstated" } as const) : ({ kind: "named", name: options.database } as const);
  const [chosen] = selectDatabases(await readDatabases(context, options), choice);
  if (chosen === undefined) throw new TypeError("a selection is never empty");
  const database = override(chosen, options);
  const dialect = await loadDialect(context.dialects, database.spec.dialect);
  const folder = sourceFolder(database, context.host.cwd);
  const source = directorySource({ directory: folder, workingFolder: context.host.cwd });
  const reading = {
    root: folder,
    dialects: [...context.dialects.keys()],
    operations: validatorsOf(context.operations),
    variables: database.spec.variables,
    quoting: dialect.grammar,
  };
  const read = () => import("./load-source.ts").then(({ loadSource }) => loadSource(source, reading));
  let documents: Promise<ProjectDocuments> | undefined;
  return {
    context,
    options,
    database,
    settings: readSettings(database, dialect.grammar.defaultSchema),
    dialect,
    source,
    folder,
    documents: () => (documents ??= read()),
    read,
  };
}

/** What the command line says goes before what the document says. */
function override(database: DatabaseResource, { environment, variables }: VerbOptions): DatabaseResource {
  const { spec } = database;
  return {
    ...database,
    spec: {
      ...spec,
      ...(environment === undefined ? {} : { environment }),
      ...(variables === undefined ? {} : { variables: { ...spec.variables, ...variables } }),
    },
  };
}

function sourceFolder({ spec, origin, position }: DatabaseResource, cwd: string): string {
  const { directory } = spec.source;
  if (directory !== undefined)
    return (
      relative(cwd, resolve(cwd, dirname(origin.file), directory))
        .split(sep)
        .join("/") || "."
    );
  const message = "only spec.source.directory can be read here";
  throw new InputError(message, {
    code: "unsupported-source",
    diagnostics: [
      {
        code: "unsupported-source",
        severity: "error",
        message,
        remedy: "Check the source out into a folder and name that under spec.source.directory",
        position,
      },
    ],
  });
}
