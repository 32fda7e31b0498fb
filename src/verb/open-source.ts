import { dirname, relative, resolve, sep } from "node:path";
import { systemClock } from "../core/clock.ts";
import { InputError } from "../core/error.ts";
import type { DatabaseSource } from "../resource/database-source.shape.ts";
import type { DatabaseResource } from "../resource/resource.ts";
import { directorySource } from "../source/directory.ts";
import { fetchedSource } from "../source/fetched-source.ts";
import type { Source } from "../source/source.ts";
import type { FetchedTree } from "../source/tree.ts";
import type { VerbContext } from "./context.ts";
import { digestMemory } from "./digest-memory.ts";
import type { VerbOptions } from "./options.ts";
import { keysFrom, readValues } from "./source-values.ts";

/** Where the documents of a Database come from. */
export interface OpenedSource {
  readonly source: Source;
  /** Where new files are written, relative to the working folder. @throws InputError where the source lies elsewhere */
  folder(): string;
}

/** Opens what `spec.source` names; nothing is read yet. @throws InputError for a source that only a cluster has */
export function openSource(context: VerbContext, options: VerbOptions, database: DatabaseResource): OpenedSource {
  const { directory, git, oci } = database.spec.source;
  if (directory !== undefined) return openFolder(context, options, database, directory);
  const folder = () => fault("source-read-only", "the source lies elsewhere, where keelson only reads", "Check it out, name that folder under spec.source.directory, and push what is written there", database);
  if (git !== undefined) return { source: fetchedSource(async () => fetchGit(context, options, database, git)), folder };
  if (oci !== undefined) return { source: fetchedSource(async () => fetchOci(context, options, database, oci)), folder };
  return fault("unsupported-source", "spec.source names objects of a cluster, which cannot be read here", "Name a directory, git or oci, or run this where the operator runs", database);
}

function openFolder(context: VerbContext, { clock }: VerbOptions, { origin }: DatabaseResource, directory: string): OpenedSource {
  const { cwd } = context.host;
  const folder = relative(cwd, resolve(cwd, dirname(origin.file), directory)).split(sep).join("/") || ".";
  const memory = digestMemory(context, resolve(cwd, folder));
  const source = directorySource({ directory: folder, workingFolder: cwd, ...(memory === undefined ? {} : { memory }), ...(clock === undefined ? {} : { clock }) });
  return { source, folder: () => folder };
}

/** What fetches is loaded only where something is fetched. */
async function fetchGit(context: VerbContext, options: VerbOptions, database: DatabaseResource, git: NonNullable<DatabaseSource["git"]>): Promise<FetchedTree> {
  const { fetchGitTree } = await import("../source/git/fetch-git-tree.ts");
  const { host } = context;
  const { url, ref, path, credentials, verify } = git;
  const { PATH, HOME, SSH_AUTH_SOCK } = host.env;
  return fetchGitTree({
    url,
    ...(ref === undefined ? {} : { ref }),
    ...(path === undefined ? {} : { path }),
    credentials: () => readValues(credentials ?? {}, host, database),
    ...(verify === undefined ? {} : { verification: async () => ({ mode: verify.mode, keys: await keysFrom(verify, host, database) }) }),
    surroundings: { PATH, HOME, SSH_AUTH_SOCK },
    ...(host.cacheFolder === undefined ? {} : { cacheFolder: host.cacheFolder }),
    pid: host.pid,
    clock: options.clock ?? systemClock,
    signal: signalOf(options),
  });
}

async function fetchOci({ host }: VerbContext, options: VerbOptions, database: DatabaseResource, oci: NonNullable<DatabaseSource["oci"]>): Promise<FetchedTree> {
  const { fetchArtefact } = await import("../source/oci/fetch-artefact.ts");
  const { url, ref, credentials, verify } = oci;
  return fetchArtefact({
    url,
    ...(ref === undefined ? {} : { ref }),
    credentials: () => readValues(credentials ?? {}, host, database),
    ...(verify === undefined ? {} : { keys: () => keysFrom(verify, host, database) }),
    signal: signalOf(options),
  });
}

const signalOf = ({ signal, cancel }: VerbOptions): AbortSignal => AbortSignal.any([signal, cancel].filter((each) => each !== undefined));

function fault(code: string, message: string, remedy: string, { position }: DatabaseResource): never {
  throw new InputError(message, { code, diagnostics: [{ code, severity: "error", message, remedy, position }] });
}
