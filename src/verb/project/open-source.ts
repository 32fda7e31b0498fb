import { dirname, relative, resolve, sep } from "node:path";
import { systemClock } from "../../core/clock.ts";
import { InputError } from "../../core/error.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import { directorySource } from "../../source/directory.ts";
import type { Source } from "../../source/source.ts";
import type { VerbContext } from "./context.ts";
import { digestMemory } from "./digest-memory.ts";
import { type Fetching, gitSource, ociSource } from "./fetch-source.ts";
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
  const folder = () =>
    fault(
      "source-read-only",
      "the source lies elsewhere, where keelson only reads",
      "Check it out, name that folder under spec.source.directory, and push what is written there",
      database,
    );
  if (git !== undefined) return { source: gitSource(git, fetchingOf(context, options, database)), folder };
  if (oci !== undefined) return { source: ociSource(oci, fetchingOf(context, options, database)), folder };
  return fault(
    "unsupported-source",
    "spec.source names objects of a cluster, which cannot be read here",
    "Name a directory, git or oci, or run this where the operator runs",
    database,
  );
}

function openFolder(context: VerbContext, { clock }: VerbOptions, { origin }: DatabaseResource, directory: string): OpenedSource {
  const { cwd } = context.host;
  const folder =
    relative(cwd, resolve(cwd, dirname(origin.file), directory))
      .split(sep)
      .join("/") || ".";
  const memory = digestMemory(context, resolve(cwd, folder));
  const source = directorySource({
    directory: folder,
    workingFolder: cwd,
    ...(memory === undefined ? {} : { memory }),
    ...(clock === undefined ? {} : { clock }),
  });
  return { source, folder: () => folder };
}

function fetchingOf({ host }: VerbContext, options: VerbOptions, database: DatabaseResource): Fetching {
  const { PATH, HOME, SSH_AUTH_SOCK } = host.env;
  return {
    credentials: (reference) => readValues(reference, host, database),
    keys: (reference) => keysFrom(reference, host, database),
    surroundings: { PATH, HOME, SSH_AUTH_SOCK },
    ...(host.cacheFolder === undefined ? {} : { cacheFolder: host.cacheFolder }),
    pid: host.pid,
    clock: options.clock ?? systemClock,
    signal: signalOf(options),
  };
}

const signalOf = ({ signal, cancel }: VerbOptions): AbortSignal => AbortSignal.any([signal, cancel].filter((each) => each !== undefined));

function fault(code: string, message: string, remedy: string, { position }: DatabaseResource): never {
  throw new InputError(message, { code, remedy, position });
}
