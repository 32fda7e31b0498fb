import { type Milliseconds, parseDuration } from "../../core/duration.ts";
import { directorySource } from "../../source/directory.ts";
import { fetchedSource } from "../../source/fetched-source.ts";
import { SourceUnavailableError } from "../../source/source-errors.ts";
import { type Fetching, gitSource, ociSource } from "../../verb/project/fetch-source.ts";
import type { OpenedSource } from "../controller/database/database-parts.ts";
import type { DatabaseSubject } from "../controller/database/database-subject.ts";
import type { LookContext } from "../controller/operator-context.ts";
import { namespaceReader } from "../read/namespace-reader.ts";
import type { ReadThrough } from "../watched/readings.ts";
import type { Reference } from "../watched/reference.ts";
import { configMapTree } from "./config-map-tree.ts";
import { rememberedDigest } from "./remembered-digest.ts";
import { resourceSource } from "./resource-source.ts";
import { secretCredentials, signerKeys } from "./secret-credentials.ts";

export interface SourceOpening {
  readonly signal: AbortSignal;
  /** Told of each object that is read. */
  readonly note: (reference: Reference) => void;
  /** Spares a reading whose answer is known. */
  readonly through: ReadThrough;
}

/** What `spec.source` of an object names; nothing is read yet. What cannot be had is thrown by its methods, as a SourceUnavailableError that names it. */
export function openSource(
  context: LookContext,
  { database, namespace, settings }: DatabaseSubject,
  { signal, note, through }: SourceOpening,
): OpenedSource {
  const { transport, verbs, clock } = context;
  const { directory, git, oci, configMaps, resources } = database.spec.source;
  const absent = (message: string, remedy: string) => new SourceUnavailableError("reference-missing", message, remedy);
  const readerFor = (told: SourceOpening["note"]) => namespaceReader({ transport, namespace, note: told, absent });
  const reader = readerFor(note);
  const remembering = { wish: JSON.stringify([database.spec.source, settings.mode]), note, through };
  const fetching: Fetching = {
    credentials: (reference) => secretCredentials(reader, reference),
    keys: (reference) => signerKeys(reader, reference),
    // The operator's own keys and hosts are for nobody else.
    surroundings: { PATH: verbs.host.env["PATH"] },
    ...(verbs.host.cacheFolder === undefined ? {} : { cacheFolder: verbs.host.cacheFolder }),
    pid: verbs.host.pid,
    clock,
    signal,
  };
  if (git !== undefined) return { source: gitSource(git, fetching), ...polled(git.interval) };
  if (oci !== undefined) return { source: ociSource(oci, fetching), ...polled(oci.interval) };
  if (configMaps !== undefined) {
    const names = configMaps.map(({ name }) => name);
    return { source: rememberedDigest(remembering, (told) => fetchedSource(() => configMapTree(readerFor(told), names))) };
  }
  if (resources !== undefined) {
    const { selector, digest } = resources;
    const selected = { labels: selector.matchLabels ?? {}, digest, mode: settings.mode };
    return { source: rememberedDigest(remembering, (told) => resourceSource(readerFor(told), selected)) };
  }
  return { source: directorySource({ directory: directory ?? ".", workingFolder: verbs.host.cwd }) };
}

const polled = (interval: string | undefined): { readonly interval?: Milliseconds } => {
  const pause = interval === undefined ? undefined : parseDuration(interval);
  return pause === undefined ? {} : { interval: pause };
};
