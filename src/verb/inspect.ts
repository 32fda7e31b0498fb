import { resourceName } from "../author/resource-name.ts";
import { yamlText } from "../author/yaml-text.ts";
import { apiVersion } from "../core/api-version.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { UnmanagedObject } from "../port/session.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { Model } from "../model/model.ts";
import { inspectAsReadable } from "../reconcile/inspect-live.ts";
import type { Run } from "../reconcile/run.ts";
import { fromModel, type SchemaPart } from "../resource/from-model.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject, type Project } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";
import { schemaScript } from "./schema-script.ts";
import { type WrittenParts, writeParts } from "./write-parts.ts";

export interface InspectOptions extends VerbOptions {
  /** A folder to write to, relative to the working folder; nothing is written where absent. */
  readonly write?: string;
  readonly format: "yaml" | "sql";
}

export interface InspectResult {
  readonly documents: readonly object[];
  /** What is live and not in the documents, by name. */
  readonly unmanaged: readonly UnmanagedObject[];
  /** Of the schemas that the Database names those that are not there. */
  readonly absentSchemas: readonly string[];
  readonly written: readonly string[];
  /** What was not written although it differs. */
  readonly diagnostics: readonly Diagnostic[];
  readonly text: string;
}

/** The live database as Schema documents; reading them back plans nothing. */
export async function inspect(context: VerbContext, options: InspectOptions): Promise<InspectResult> {
  const project = await openProject(context, options);
  return withRun(project, async (run) => {
    const { model, unmanaged } = await inspectAsReadable(run);
    const parts = fromModel(model, { grammar: project.dialect.grammar, defaultSchema: run.settings.defaultSchema });
    const documents = parts.map((part) => documentOf(part, project));
    const { paths: written, diagnostics } =
      options.write === undefined ? unwritten : await writeParts(project, run, parts, SchemaModel.from(model), options.write);
    const text = options.format === "sql" ? await schemaScript(run, model) : documents.map((document) => yamlText(document)).join("---\n");
    return { documents, unmanaged, absentSchemas: absentSchemas(run, model), written, diagnostics, text };
  });
}

const unwritten: WrittenParts = { paths: [], diagnostics: [] };

const absentSchemas = ({ options, settings }: Run, model: Model): readonly string[] =>
  options.dialect.kinds.includes("schema") ? settings.schemas.filter((name) => model.get({ kind: "schema", name }) === "absent") : [];

function documentOf({ table, spec }: SchemaPart, { database }: Project): object {
  return { apiVersion, kind: "Schema", metadata: { name: resourceName(database.metadata.name, ...(table === null ? [] : [table])) }, spec };
}
