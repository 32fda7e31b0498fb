import { type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { ResourceReader, type ResourcesRead } from "../../resource/parse-resources.ts";
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
  /** The same; of a source in which nothing was wrong they are read when somebody asks for them. */
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
  const read = await readSource(source, reading);
  const { graph, snapshot, memory, diagnostics } = read;
  refuseErrors(diagnostics);
  if (graph === undefined) throw new TypeError("a graph without errors is built");
  const { commit } = snapshot;
  const desired = memory?.desired;
  return {
    graph,
    get schemas() {
      return read.schemas;
    },
    snapshot,
    digest: snapshot.digest,
    diagnostics,
    ...(commit === undefined ? {} : { commit }),
    ...(desired === undefined ? {} : { desired }),
  };
}

/** The same, whatever is wrong with them. @throws where the source cannot be had */
export async function readSource(source: Source, reading: SourceReading): Promise<SourceRead> {
  const snapshot = await source.read();
  const memory = reading.memoryOf?.(snapshot);
  const revisions = snapshot.diagnostics.length === 0 ? memory?.whole?.recall() : undefined;
  const known = revisions && recalled(snapshot, memory, revisions, reading);
  if (known !== undefined) return known;
  const reader = readerOf(snapshot, memory, reading);
  await inSlices(snapshot.files, (file) => reader.add(file));
  const read = joined(snapshot, memory, reader.end(), reading);
  memory?.resources?.keep();
  if (read.diagnostics.length === 0) memory?.whole?.remember(read.revisions);
  return read;
}

const readerOf = (
  { root, reader }: SourceSnapshot,
  memory: SourceMemory | undefined,
  { dialects, operations }: SourceReading,
): ResourceReader => new ResourceReader({ root, reader, dialects, operations }, memory?.resources);

/** A source in which nothing was wrong when it was read before, its Schemas not read again until somebody asks. Undefined: it is not what it seemed. */
function recalled(
  snapshot: SourceSnapshot,
  memory: SourceMemory | undefined,
  revisions: readonly RevisionResource[],
  reading: SourceReading,
): SourceRead | undefined {
  const { graph, diagnostics } = graphOf(revisions, () => false);
  if (graph === undefined || diagnostics.length > 0) return undefined;
  let schemas: readonly SchemaResource[] | undefined;
  const readSchemas = (): readonly SchemaResource[] => {
    const reader = readerOf(snapshot, memory, reading);
    for (const file of snapshot.files) reader.add(file);
    return reader.end().resources.filter((resource) => resource.kind === "Schema");
  };
  return {
    snapshot,
    memory,
    revisions,
    get schemas() {
      return (schemas ??= readSchemas());
    },
    partial: [],
    declared: "whole",
    graph,
    diagnostics: [],
  };
}

const graphOf = (revisions: readonly RevisionResource[], isFaulty: (id: string) => boolean) =>
  buildGraph(revisions, { placeOf: (revision, field) => positionOf(revision, ["spec", field]), isFaulty });

function joined(
  snapshot: SourceSnapshot,
  memory: SourceMemory | undefined,
  { resources, partial, faulty, diagnostics }: ResourcesRead,
  { substitution }: SourceReading,
): SourceRead {
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
  const built = graphOf(revisions, (id) => faulty.files === "some" || faulty.revisions.has(id) || unsubstituted.has(id));
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
