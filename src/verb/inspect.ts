import { resourceName } from "../author/resource-name.ts";
import { yamlText } from "../author/yaml-text.ts";
import { apiVersion } from "../core/api-version.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { UnmanagedObject } from "../port/session.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { Model } from "../model/model.ts";
import { inspectAsReadable } from "../reconcile/inspect-live.ts";
import type { Run } from "../reconcile/run.ts";
import { eachPart, fromModel, type SchemaPart } from "../resource/from-model.ts";
import { withBrokenBodiesTold } from "./findings/broken-bodies.ts";
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
  /** Each is made when it is its turn: all of them take as much room as the model. */
  readonly documents: Iterable<object>;
  /** What is live and not in the documents, by name. */
  readonly unmanaged: readonly UnmanagedObject[];
  /** Of the schemas that the Database names those that are not there. */
  readonly absentSchemas: readonly string[];
  readonly written: readonly string[];
  /** What was not written although it differs. */
  readonly diagnostics: readonly Diagnostic[];
  /** All of it, in pieces. */
  readonly text: Iterable<string>;
}

/** The live database as Schema documents; reading them back plans nothing. */
export async function inspect(context: VerbContext, options: InspectOptions): Promise<InspectResult> {
  const project = await openProject(context, options);
  return withRun(project, async (run) => {
    const { model: live, unmanaged } = await inspectAsReadable(run);
    const model = await withBrokenBodiesTold(live, project.dialect.grammar);
    const settings = { grammar: project.dialect.grammar, defaultSchema: run.settings.defaultSchema };
    const { paths: written, diagnostics } =
      options.write === undefined
        ? unwritten
        : await writeParts(project, run, fromModel(model, settings), SchemaModel.from(model), options.write);
    const documents = again(() => documentsOf(eachPart(model, settings), project));
    const text = options.format === "sql" ? [await schemaScript(run, model)] : again(() => yamlOf(documents));
    return { documents, unmanaged, absentSchemas: absentSchemas(run, model), written, diagnostics, text };
  });
}

/** Whoever goes through it has it made anew. */
const again = <T>(make: () => Iterable<T>): Iterable<T> => ({ [Symbol.iterator]: () => make()[Symbol.iterator]() });

function* documentsOf(parts: Iterable<SchemaPart>, project: Project): Generator<object> {
  for (const part of parts) yield documentOf(part, project);
}

function* yamlOf(documents: Iterable<object>): Generator<string> {
  let between = "";
  for (const document of documents) {
    yield between + yamlText(document);
    between = "---\n";
  }
}

const unwritten: WrittenParts = { paths: [], diagnostics: [] };

const absentSchemas = ({ options, settings }: Run, model: Model): readonly string[] =>
  options.dialect.kinds.includes("schema") ? settings.schemas.filter((name) => model.get({ kind: "schema", name }) === "absent") : [];

function documentOf({ table, spec }: SchemaPart, { database }: Project): object {
  return { apiVersion, kind: "Schema", metadata: { name: resourceName(database.metadata.name, ...(table === null ? [] : [table])) }, spec };
}
