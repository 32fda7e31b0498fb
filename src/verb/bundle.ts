import { posix, resolve } from "node:path";
import { writeFile } from "node:fs/promises";
import { type BundledObject, bundledObject } from "../author/bundle/bundled-object.ts";
import { type ConfigMap, configMaps, documentsText } from "../author/bundle/config-maps.ts";
import { packArchive } from "../author/bundle/pack-archive.ts";
import { type Digest, digestText } from "../core/digest.ts";
import { CreationError } from "../core/error.ts";
import { parseResources } from "../resource/parse-resources.ts";
import { positionOf } from "../resource/position-of.ts";
import type { Resource, RevisionResource, SchemaResource } from "../resource/resource.ts";
import { setDigest } from "../resource/set-digest.ts";
import { buildGraph } from "../revision/build-graph.ts";
import { validatorsOf } from "../revision/outside-operation.ts";
import type { SourceSnapshot } from "../source/source.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject, type Project } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { refuseErrors } from "./project/refuse-errors.ts";

export type BundleOptions = VerbOptions &
  (
    | { readonly as: "resources" | "configmap" }
    /** A file relative to the working folder. */
    | { readonly as: "archive"; readonly out: string }
  );

export interface BundleResult {
  /** Of the set of objects, of the ConfigMaps' documents, or of the archive's bytes. */
  readonly digest: Digest;
  /** For `kubectl apply`; none of an archive. */
  readonly objects: readonly (BundledObject | ConfigMap)[];
  /** `spec.source` that reads it; null for an archive, which is put somewhere first. */
  readonly source: object | null;
  readonly text: string;
}

interface Documents {
  readonly snapshot: SourceSnapshot;
  /** Schemas, then revisions, each after those that it follows. */
  readonly resources: readonly (SchemaResource | RevisionResource)[];
  /** Files that documents refer to, by path. */
  readonly attached: ReadonlyMap<string, string>;
}

/** The source of a Database as something that can be taken elsewhere. Needs no database. @throws InputError with every finding of the documents */
export async function bundle(context: VerbContext, options: BundleOptions): Promise<BundleResult> {
  const project = await openProject(context, options);
  const documents = await readDocuments(project);
  const { name } = project.database.metadata;
  switch (options.as) {
    case "resources":
      return asResources(name, documents);
    case "configmap":
      return asConfigMaps(name, documents);
    case "archive":
      return asArchive(context, options.out, documents);
  }
}

/** As they are written: variables are put in where they are applied. */
async function readDocuments({ source, context }: Project): Promise<Documents> {
  const snapshot = await source.read();
  const attached = new Map<string, string>();
  const { reader } = snapshot;
  const noting = reader && {
    list: reader.list,
    read(path: string) {
      const text = reader.read(path);
      if (text !== undefined) attached.set(path, text);
      return text;
    },
  };
  const { resources, diagnostics } = parseResources(snapshot.files, {
    root: snapshot.root,
    ...(noting === undefined ? {} : { reader: noting }),
    dialects: [...context.dialects.keys()],
    operations: validatorsOf(context.operations),
  });
  const revisions = resources.filter((resource): resource is RevisionResource => resource.kind === "Revision");
  const { graph, diagnostics: faults } = buildGraph(revisions, { placeOf: (revision, field) => positionOf(revision, ["spec", field]) });
  refuseErrors([...snapshot.diagnostics, ...diagnostics, ...faults]);
  const schemas = resources.filter((resource: Resource): resource is SchemaResource => resource.kind === "Schema");
  return { snapshot, attached, resources: [...schemas, ...(graph?.order.map((id) => graph.node(id)) ?? [])] };
}

function asResources(name: string, { resources }: Documents): BundleResult {
  const labels = { "keelson.dev/source": name };
  const objects = resources.map((resource) => bundledObject(resource, labels));
  const digest = setDigest(objects);
  const source = { resources: { selector: { matchLabels: labels }, digest } };
  return { digest, objects, source, text: `# spec.source of the Database: ${JSON.stringify(source)}\n${documentsText(objects)}`.trimEnd() };
}

function asConfigMaps(name: string, { resources }: Documents): BundleResult {
  const members = resources.map((resource) => bundledObject(resource, {}));
  const objects = configMaps(`${name}-schema`, members);
  const source = { configMaps: objects.map(({ metadata }) => ({ name: metadata.name })) };
  return {
    digest: setDigest(members),
    objects,
    source,
    text: `# spec.source of the Database: ${JSON.stringify(source)}\n${documentsText(objects)}`.trimEnd(),
  };
}

/** The files that its documents are, and those that they refer to; nothing else that lies beside them. */
async function asArchive({ host }: VerbContext, out: string, { snapshot, resources, attached }: Documents): Promise<BundleResult> {
  const named = new Set(resources.map(({ origin }) => origin.file));
  const documents = snapshot.files.filter(({ path }) => named.has(path)).map(({ path, text }) => [path, text] as const);
  const files = [...new Map([...documents, ...attached])].map(([path, text]) => ({
    location: posix.relative(snapshot.root, path),
    bytes: Buffer.from(text),
  }));
  const bytes = packArchive(files);
  await writeFile(resolve(host.cwd, out), bytes).catch((cause: NodeJS.ErrnoException) => {
    const message = `${out} cannot be written: ${cause.code ?? cause.message}`;
    throw new CreationError(message, { code: "unwritable-file", cause, remedy: "Name a place where this user may write" });
  });
  const digest = digestText(bytes);
  return {
    digest,
    objects: [],
    source: null,
    text: `Wrote ${out} (${digest}): ${files.length} files. Push it as a layer of an artefact, and name that under spec.source.oci.`,
  };
}
