import { posix } from "node:path";
import { parseResources } from "../resource/parse-resources.ts";
import type { RevisionResource, SchemaResource } from "../resource/resource.ts";
import { buildGraph } from "../revision/build-graph.ts";
import type { LoadedSource, RunSource } from "../reconcile/run.ts";
import type { Source, SourceSnapshot } from "../source/source.ts";
import { refuseErrors } from "./refuse-errors.ts";

/** The documents of a source with the files as they were read. */
export interface ProjectDocuments extends LoadedSource {
  readonly snapshot: SourceSnapshot;
}

/** Reads, parses and joins the documents; `root` is the source's folder as people see it. @throws InputError with every finding of documents and graph together. */
export async function loadSource(source: Source, root: string, dialects: readonly string[]): Promise<ProjectDocuments> {
  const snapshot = await source.read();
  const reader = {
    read: (path: string) => snapshot.attachments.read(posix.relative(root, path))?.text,
    list: () => snapshot.attachments.locations.map((location) => posix.join(root, location)),
  };
  const { resources, diagnostics } = parseResources(snapshot.files, { root, reader, dialects });
  const revisions = resources.filter((resource): resource is RevisionResource => resource.kind === "Revision");
  const schemas = resources.filter((resource): resource is SchemaResource => resource.kind === "Schema");
  const built = buildGraph(revisions);
  const all = [...snapshot.diagnostics, ...diagnostics, ...built.diagnostics];
  refuseErrors(all);
  if (built.graph === undefined) throw new TypeError("a graph without errors is built");
  return { graph: built.graph, schemas, snapshot, diagnostics: all, ...(snapshot.commit === undefined ? {} : { commit: snapshot.commit }) };
}
