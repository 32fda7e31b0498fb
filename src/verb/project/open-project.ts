import { didYouMean } from "../../core/did-you-mean.ts";
import { InputError } from "../../core/error.ts";
import { loadDialect } from "../../dialect/registry.ts";
import type { Dialect } from "../../port/dialect.ts";
import { readSettings, type Settings } from "../../reconcile/settings.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import { selectDatabases } from "../../resource/select.ts";
import { validatorsOf } from "../../revision/outside-operation.ts";
import type { Source, SourceSnapshot } from "../../source/source.ts";
import type { VerbContext } from "./context.ts";
import type { ProjectDocuments, SourceRead } from "./load-source.ts";
import { readDatabases } from "./open-documents.ts";
import { openSource } from "./open-source.ts";
import type { VerbOptions } from "./options.ts";
import { withPlugins } from "./plugins.ts";
import { refuseErrors } from "./refuse-errors.ts";

/** One Database with its source: what every verb starts from. No database is touched yet. */
export interface Project {
  readonly context: VerbContext;
  readonly options: VerbOptions;
  readonly database: DatabaseResource;
  readonly settings: Settings;
  readonly dialect: Dialect;
  readonly source: Source;
  /** Folder of the source to write to, relative to the working folder, with `/` between folders. @throws InputError where the source lies elsewhere */
  readonly folder: string;
  /** The documents, read and checked once. @throws InputError with every finding */
  documents(): Promise<ProjectDocuments>;
  /** The documents as far as they can be read, with all that is wrong. */
  readDocuments(): Promise<SourceRead>;
  /** The documents of another source, read as its own are. @throws InputError with every finding */
  documentsOf(source: Source): Promise<ProjectDocuments>;
  /** The same with its source not read yet. */
  again(): Project;
}

/** Reads the Database document and applies what the command line overrides. @throws InputError, NotFoundError */
export async function openProject(given: VerbContext, options: VerbOptions): Promise<Project> {
  const context = await withPlugins(given, options);
  return openDatabase(context, options, choose(await readDatabases(context, options), options));
}

/** The one that the command line means. @throws InputError where that is not told; NotFoundError */
export function choose(databases: readonly DatabaseResource[], { database: name }: VerbOptions): DatabaseResource {
  const [chosen] = selectDatabases(databases, name === undefined ? { kind: "unstated" } : { kind: "named", name });
  if (chosen === undefined) throw new TypeError("a selection is never empty");
  return chosen;
}

/** The same of a document that was chosen. `context`: with the plugins of the project. */
export async function openDatabase(context: VerbContext, options: VerbOptions, chosen: DatabaseResource): Promise<Project> {
  const database = override(chosen, options);
  if (saysMoreThanItsShape(database)) {
    const { databaseFaults } = await import("./database-faults.ts");
    refuseErrors(await databaseFaults(database, context.dialects));
  }
  const dialect = await loadDialect(context.dialects, database.spec.dialect);
  const settings = readSettings(database, dialect.grammar.defaultSchema);
  const reading = {
    dialects: [...context.dialects.keys()],
    operations: validatorsOf(context.operations),
    ...(database.spec.variables === undefined ? {} : { substitution: { variables: database.spec.variables, quoting: dialect.grammar } }),
  };
  const loading = () => import("./load-source.ts");
  const remembering = async () => {
    const { sourceMemory } = await import("./source-memory.ts");
    return { ...reading, memoryOf: (snapshot: SourceSnapshot) => sourceMemory(context, database, snapshot) };
  };
  const open = (): Project => {
    const opened = openSource(context, options, database);
    let documents: Promise<ProjectDocuments> | undefined;
    return {
      context,
      options,
      database,
      settings,
      dialect,
      source: opened.source,
      get folder() {
        return opened.folder();
      },
      documents: () => (documents ??= loading().then(async ({ loadSource }) => loadSource(opened.source, await remembering()))),
      documentsOf: async (source) => (await loading()).loadSource(source, reading),
      readDocuments: async () => (await loading()).readSource(opened.source, await remembering()),
      again: open,
    };
  };
  return open();
}

/** Whether it has fields that `databaseFaults` looks at beside its dialect: most have none. */
const saysMoreThanItsShape = ({ spec: { policy, schedule, source } }: DatabaseResource): boolean =>
  [policy?.approval, schedule, source.git, source.oci].some((each) => each !== undefined);

/** What the command line says goes before what the document says. */
function override(database: DatabaseResource, { environment, variables }: VerbOptions): DatabaseResource {
  const { spec } = database;
  refuseUnknown(Object.keys(variables ?? {}), Object.keys(spec.variables ?? {}), database.metadata.name);
  return {
    ...database,
    spec: {
      ...spec,
      ...(environment === undefined ? {} : { environment }),
      ...(variables === undefined ? {} : { variables: { ...spec.variables, ...variables } }),
    },
  };
}

/** A name that is misspelled would leave the variable as it was. @throws InputError */
function refuseUnknown(given: readonly string[], known: readonly string[], database: string): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, known);
  const declared =
    known.length === 0 ? "Declare it under spec.variables" : `Use one of ${known.join(", ")}, or declare it under spec.variables`;
  throw new InputError(`Database ${database} has no variable ${unknown}`, {
    code: "unknown-variable",
    remedy: hint === undefined ? declared : `Did you mean ${hint}?`,
  });
}
