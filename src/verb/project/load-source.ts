import { type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { ResourceReader } from "../../resource/parse-resources.ts";
import { positionOf } from "../../resource/position-of.ts";
import type { Resource, RevisionResource, SchemaResource } from "../../resource/resource.ts";
import { substituteVariables } from "../../resource/substitute-variables.ts";
import type { Validator } from "../../resource/validator.ts";
import type { Quoting, Variables } from "../../resource/variables.ts";
import { buildGraph } from "../../revision/build-graph.ts";
import type { RevisionGraph } from "../../revision/graph.ts";
import type { LoadedSource } from "../../reconcile/run.ts";
import { inSlices } from "../../source/in-slices.ts";
import type { Source, SourceSnapshot } from "../../source/source.ts";
import { refuseErrors } from "./refuse-errors.ts";
import type { SourceMemory } from "./source-memory.ts";

/** The documents of a source with the files as they were read. */
export interface ProjectDocuments extends LoadedSource {
  readonly snapshot: SourceSnapshot;
}

export interface SourceReading {
  readonly dialects: readonly string[];
  /** Operations from outside. */
  readonly operations: Readonly<Record<string, Validator>>;
  /** What is put in place of `{{ name }}`; absent where the Database has no variables, and braces are text. */
  readonly substitution?: { readonly variables: Variables; readonly quoting: Quoting };
  /** What is remembered of a source with these files; absent: nothing is. */
  readonly memoryOf?: (snapshot: SourceSnapshot) => SourceMemory;
}

/** All that could be read of a source, and all that is wrong with it. */
export interface SourceRead {
  readonly snapshot: SourceSnapshot;
  readonly memory: SourceMemory | undefined;
  /** Those without an error. */
  readonly revisions: readonly RevisionResource[];
  readonly schemas: readonly SchemaResource[];
  /** Those with an error, as far as they could be read. */
  readonly partial: readonly (RevisionResource | SchemaResource)[];
  /** Whether every Schema is among them: else what one of them names may stand in another. */
  readonly declared: "whole" | "part";
  /** Absent where the findings have errors of the graph. */
  readonly graph: RevisionGraph<RevisionResource> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads, parses and joins the documents. @throws InputError with every finding of documents and graph together. */
export async function loadSource(source: Source, reading: SourceReading): Promise<ProjectDocuments> {
  const { graph, schemas, snapshot, memory, diagnostics } = await readSource(source, reading);
  refuseErrors(diagnostics);
  if (graph === undefined) throw new TypeError("a graph without errors is built");
  const { commit } = snapshot;
  const desired = memory?.desired;
  return {
    graph,
    schemas,
    snapshot,
    diagnostics,
    ...(commit === undefined ? {} : { commit }),
    ...(desired === undefined ? {} : { desired }),
  };
}

/** The same, whatever is wrong with them. @throws where the source cannot be had */
export async function readSource(source: Source, { dialects, operations, substitution, memoryOf }: SourceReading): Promise<SourceRead> {
  const snapshot = await source.read();
  const memory = memoryOf?.(snapshot);
  const { root, reader } = snapshot;
  const reading = new ResourceReader({ root, reader, dialects, operations }, memory?.resources);
  await inSlices(snapshot.files, (file) => reading.add(file));
  const { resources, partial, faulty, diagnostics } = reading.end();
  memory?.resources?.keep();
  const faults: Diagnostic[] = [];
  const isOurs = (resource: Resource): resource is RevisionResource | SchemaResource =>
    resource.kind === "Revision" || resource.kind === "Schema";
  const unsubstituted = new Set<string>();
  const substitute = <R extends RevisionResource | SchemaResource>(resource: R): readonly R[] => {
    if (substitution === undefined) return [resource];
    const substituted = substituteVariables(resource, substitution.variables, substitution.quoting);
    faults.push(...substituted.diagnostics);
    if (!hasErrors(substituted.diagnostics)) return [substituted.resource];
    unsubstituted.add(resource.kind === "Revision" ? resource.id : resource.kind);
    return [];
  };
  const revisions = resources.filter((resource): resource is RevisionResource => resource.kind === "Revision").flatMap(substitute);
  const schemas = resources.filter((resource): resource is SchemaResource => resource.kind === "Schema").flatMap(substitute);
  const built = buildGraph(revisions, {
    placeOf: (revision, field) => positionOf(revision, ["spec", field]),
    isFaulty: (id) => faulty.files === "some" || faulty.revisions.has(id) || unsubstituted.has(id),
  });
  const declared = faulty.files === "some" || faulty.schemas === "some" || unsubstituted.has("Schema") ? "part" : "whole";
  // What stands in place of variables is not looked for where it is not sure that it will be read.
  const rest = substitution === undefined ? partial.filter(isOurs) : [];
  return {
    snapshot,
    memory,
    revisions,
    schemas,
    partial: rest,
    declared,
    graph: built.graph,
    diagnostics: [...snapshot.diagnostics, ...diagnostics, ...faults, ...built.diagnostics],
  };
}
