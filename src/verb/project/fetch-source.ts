import type { Clock } from "../../core/clock.ts";
import type { DatabaseSource } from "../../resource/shape/database-source.shape.ts";
import type { ValueSource } from "../../resource/shape/value-source.shape.ts";
import { fetchedSource } from "../../source/fetched-source.ts";
import type { GitSurroundings } from "../../source/git/git-access.ts";
import type { Source } from "../../source/source.ts";

interface Secret {
  readonly name: string;
}

/** How to log in, as the document says it: one Secret with everything, or each value on its own. */
export interface CredentialsReference {
  readonly secretRef?: Secret | undefined;
  readonly username?: ValueSource | undefined;
  readonly password?: ValueSource | undefined;
  readonly identity?: ValueSource | undefined;
  readonly knownHosts?: ValueSource | undefined;
  readonly ca?: ValueSource | undefined;
}

/** Public keys of signers, as the document says where they are. */
export interface KeysReference {
  readonly secretRef?: Secret | undefined;
  readonly keys?: ValueSource | undefined;
}

/** What fetching needs of its surroundings. */
export interface Fetching {
  /** Values by the names of their fields. Asked at each fetch. @throws KeelsonError where one cannot be had */
  readonly credentials: (reference: CredentialsReference) => Promise<Readonly<Record<string, string>>>;
  /** @throws KeelsonError where they cannot be had */
  readonly keys: (reference: KeysReference) => Promise<string>;
  readonly surroundings: GitSurroundings;
  /** Where repositories are kept between fetches; absent: nowhere. */
  readonly cacheFolder?: string;
  readonly pid: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A repository. What fetches is loaded only where something is fetched. */
export const gitSource = ({ url, ref, path, credentials = {}, verify }: NonNullable<DatabaseSource["git"]>, fetching: Fetching): Source =>
  fetchedSource(async () => {
    const { fetchGitTree } = await import("../../source/git/fetch-git-tree.ts");
    const { surroundings, cacheFolder, pid, clock, signal } = fetching;
    return fetchGitTree({
      url,
      ...(ref === undefined ? {} : { ref }),
      ...(path === undefined ? {} : { path }),
      credentials: () => fetching.credentials(credentials),
      ...(verify === undefined ? {} : { verification: async () => ({ mode: verify.mode, keys: await fetching.keys(verify) }) }),
      surroundings,
      ...(cacheFolder === undefined ? {} : { cacheFolder }),
      pid,
      clock,
      signal,
    });
  });

/** An artefact in a registry. */
export const ociSource = ({ url, ref, credentials = {}, verify }: NonNullable<DatabaseSource["oci"]>, fetching: Fetching): Source =>
  fetchedSource(async () => {
    const { fetchArtefact } = await import("../../source/oci/fetch-artefact.ts");
    return fetchArtefact({
      url,
      ...(ref === undefined ? {} : { ref }),
      credentials: () => fetching.credentials(credentials),
      ...(verify === undefined ? {} : { keys: () => fetching.keys(verify) }),
      signal: fetching.signal,
    });
  });
