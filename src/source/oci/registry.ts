import type { Milliseconds } from "../../core/duration.ts";
import { SourceTooLargeError, systemReason } from "../source-errors.ts";
import { isThisMachine } from "../this-machine.ts";
import type { ArtefactUrl } from "./artefact-url.ts";
import { login, type RegistryCredentials } from "./login.ts";
import { refusal, unavailable } from "./registry-errors.ts";

/** A registry, by the API of OCI distribution: one repository of it, read only. */
export interface Registry {
  /** The bytes below a path of the repository, `manifests/…` or `blobs/…`. @throws SourceMissingError, SourceUnavailableError, SourceTooLargeError */
  get(path: string, accept: string, most: number): Promise<Buffer>;
}

const patience: Milliseconds = 30_000;
const mostRedirects = 5;

export function openRegistry(
  { registry, repository, shown }: ArtefactUrl,
  credentials: RegistryCredentials,
  signal: AbortSignal,
): Registry {
  let authorization: string | undefined;
  const soon = () => AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const ask = (url: URL, accept: string) => follow(url, accept, authorization, shown, soon());
  return {
    async get(path, accept, most) {
      const url = new URL(`${registry}/v2/${repository}/${path}`);
      return reaching(shown, signal, async () => {
        let response = await ask(url, accept);
        if (response.status === 401 && authorization === undefined) {
          await response.body?.cancel();
          authorization = await login(
            response.headers.get("www-authenticate") ?? "",
            `repository:${repository}:pull`,
            credentials,
            shown,
            soon(),
          );
          response = await ask(url, accept);
        }
        if (!response.ok) {
          await response.body?.cancel();
          throw refusal(response.status, shown);
        }
        return bodyOf(response, most, shown);
      });
    },
  };
}

/** Redirects are followed by hand: whoever is led elsewhere takes no login along, and is not led to plain http. */
async function follow(
  first: URL,
  accept: string,
  authorization: string | undefined,
  shown: string,
  signal: AbortSignal,
): Promise<Response> {
  let url = first;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const mayKnow = url.origin === first.origin && authorization !== undefined;
    const response = await fetch(url, { redirect: "manual", signal, headers: { accept, ...(mayKnow ? { authorization } : {}) } });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    url = new URL(location, url);
    if (url.protocol !== "https:" && !isThisMachine(url.hostname)) throw unavailable(shown, "it leads to an unencrypted place");
  }
  throw unavailable(shown, "it leads from place to place");
}

async function bodyOf(response: Response, most: number, shown: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > most) throw new SourceTooLargeError(shown, `more than ${most} packed bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What is behind the "fetch failed" of the platform: where several addresses were tried in vain there is only a code. */
const reasonOf = ({ cause, message }: TypeError): string => (cause instanceof Error ? cause.message || systemReason(cause) : message);

/** A connection that fails is told as such. @throws the signal's reason where it was aborted */
async function reaching<T>(shown: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TypeError) throw unavailable(shown, reasonOf(error), error);
    if (error instanceof DOMException) throw unavailable(shown, `it did not answer in ${patience / 1000} s`, error);
    throw error;
  }
}
