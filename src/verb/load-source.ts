import type { Diagnostic } from "../core/diagnostic.ts";
import { parseResources } from "../resource/parse-resources.ts";
import { positionOf } from "../resource/position-of.ts";
import type { RevisionResource, SchemaResource } from "../resource/resource.ts";
import { substituteVariables } from "../resource/substitute-variables.ts";
import type { Validator } from "../resource/validator.ts";
import type { Quoting, Variables } from "../resource/variables.ts";
import { buildGraph } from "../revision/build-graph.ts";
import type { LoadedSource } from "../reconcile/run.ts";
import type { Source, SourceSnapshot } from "../source/source.ts";
import { refuseErrors } from "./refuse-errors.ts";

/** The documents of a source with the files as they were read. */
export interface ProjectDocuments extends LoadedSource {
  readonly snapshot: SourceSnapshot;
}

export interface SourceReading {
  readonly dialects: readonly string[];
  /** Operations from outside. */
  readonly operations: Readonly<Record<string, Validator>>;
  /** Put in place of `{{ name }}`; undefined where the Database has none, and braces are text. */
  readonly variables?: Variables;
  readonly quoting: Quoting;
}

/** Reads, parses and joins the documents. @throws InputError with every finding of documents and graph together. */
export async function loadSource(
  source: Source,
  { dialects, operations, variables, quoting }: SourceReading,
): Promise<ProjectDocuments> {
  const snapshot = await source.read();
  const { resources, diagnostics } = parseResources(snapshot.files, { root: snapshot.root, reader: snapshot.reader, dialects, operations });
  const faults: Diagnostic[] = [];
  const substitute = <R extends RevisionResource | SchemaResource>(resource: R): R => {
    if (variables === undefined) return resource;
    const substituted = substituteVariables(resource, variables, quoting);
    faults.push(...substituted.diagnostics);
    return substituted.resource;
  };
  const revisions = resources.filter((resource): resource is RevisionResource => resource.kind === "Revision").map(substitute);
  const schemas = resources.filter((resource): resource is SchemaResource => resource.kind === "Schema").map(substitute);
  const built = buildGraph(revisions, (revision, field) => positionOf(revision, ["spec", field]));
  const all = [...snapshot.diagnostics, ...diagnostics, ...faults, ...built.diagnostics];
  refuseErrors(all);
  if (built.graph === undefined) throw new TypeError("a graph without errors is built");
  return { graph: built.graph, schemas, snapshot, diagnostics: all, ...(snapshot.commit === undefined ? {} : { commit: snapshot.commit }) };
}
