import { relative, resolve, sep } from "node:path";
import { stringify } from "yaml";
import { changedEntries } from "../adopt/changed-entries.ts";
import { schemaFiles } from "../adopt/schema-files.ts";
import { resourceName } from "../author/resource-name.ts";
import { replaceFile } from "../author/write-files.ts";
import { apiVersion } from "../core/api-version.ts";
import type { UnmanagedObject } from "../port/session.ts";
import { desiredModel } from "../reconcile/desired.ts";
import { differenceOf } from "../reconcile/difference.ts";
import type { Run } from "../reconcile/run.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { fromModel, type SchemaPart } from "../resource/from-model.ts";
import { openAuthoring } from "./authoring.ts";
import type { VerbContext } from "./context.ts";
import { openProject, type Project } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { withRun } from "./run-options.ts";
import { schemaScript } from "./schema-script.ts";

export interface InspectOptions extends VerbOptions {
  /** A folder to write to, relative to the working folder; nothing is written where absent. */
  readonly write?: string;
  readonly format: "yaml" | "sql";
}

export interface InspectResult {
  readonly documents: readonly object[];
  /** What is live and not in the documents, by name. */
  readonly unmanaged: readonly UnmanagedObject[];
  readonly written: readonly string[];
  readonly text: string;
}

/** The live database as Schema documents; reading them back plans nothing. */
export async function inspect(context: VerbContext, options: InspectOptions): Promise<InspectResult> {
  const project = await openProject(context, options);
  return withRun(project, async (run) => {
    const { settings, session } = run;
    const { model, unmanaged } = await session.inspect({ schemas: settings.schemas, ignore: settings.ignore });
    const parts = fromModel(model, { grammar: project.dialect.grammar, defaultSchema: settings.defaultSchema });
    const documents = parts.map((part) => documentOf(part, project));
    const written = options.write === undefined ? [] : await writeParts(project, run, parts, SchemaModel.from(model), options.write);
    const text = options.format === "sql" ? await schemaScript(run, model) : documents.map((document) => stringify(document, { lineWidth: 0 })).join("---\n");
    return { documents, unmanaged, written, text };
  });
}

function documentOf({ table, spec }: SchemaPart, { database }: Project): object {
  return { apiVersion, kind: "Schema", metadata: { name: resourceName(database.metadata.name, ...(table === null ? [] : [table])) }, spec };
}

/** Writes what differs from the documents that are there; gives the paths. */
export async function writeParts(project: Project, run: Run, parts: readonly SchemaPart[], live: SchemaModel, folder: string): Promise<readonly string[]> {
  const { cwd } = project.context.host;
  const { schemas: resources } = await project.documents();
  const declared = await desiredModel(run);
  const changed = declared === null ? new Set<string>() : changedEntries(await differenceOf(run, live, declared));
  const place = relative(cwd, resolve(cwd, folder)).split(sep).join("/");
  const { created, replaced } = schemaFiles({ parts, resources, changed, database: project.database.metadata.name, folder: place, defaultSchema: run.settings.defaultSchema });
  for (const file of [...created, ...replaced]) await replaceFile(cwd, file);
  const paths = [...created, ...replaced].map(({ path }) => path);
  if (paths.length > 0) await (await openAuthoring(project)).finish(paths);
  return paths;
}
