import { ApiError, type ApiStatus } from "./api-error.ts";
import type { ApiObject } from "./api-object.ts";
import { refusal } from "./ask-server.ts";
import { acceptOf, type Selection } from "./list-objects.ts";
import { pathOf, type ResourceType } from "./resource-type.ts";
import type { Transport } from "./transport.ts";
import { UnreachableError } from "./unreachable-error.ts";

/** What an API server tells on a watch; a bookmark only says how far it has come. */
export type WatchEvent<T> =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: T }
  | { readonly type: "BOOKMARK"; readonly object: { readonly metadata: { readonly resourceVersion: string } } };

type Line<T> = WatchEvent<T> | { readonly type: "ERROR"; readonly object: ApiStatus };

/** A server sends a bookmark every minute; who is silent for longer is not there any more, whatever the connection says. Milliseconds. */
const longestSilence = 150_000;

/**
 * One watch, from a version on, until the server ends it. Throws ApiError where the server refuses or gives up (410: the version is no longer kept),
 * UnreachableError where the connection breaks or falls silent.
 */
export async function* watchStream<T extends ApiObject>(
  transport: Transport,
  type: ResourceType,
  selection: Selection,
  resourceVersion: string,
  stop: AbortSignal,
): AsyncGenerator<WatchEvent<T>> {
  const { namespace, labelSelector, fieldSelector } = selection;
  const silence = new AbortController();
  const fallSilent = () => silence.abort(new UnreachableError("The API server says nothing any more on a watch", undefined));
  const timer = setTimeout(fallSilent, longestSilence);
  try {
    const response = await transport.send({
      method: "GET",
      path: pathOf(type, namespace === undefined ? {} : { namespace }),
      accept: acceptOf("Event", selection),
      query: { watch: "true", allowWatchBookmarks: "true", resourceVersion, labelSelector, fieldSelector },
      signal: AbortSignal.any([stop, silence.signal]),
    });
    if (response.status >= 300) throw await refusal(response);
    for await (const line of response.lines()) {
      timer.refresh();
      if (line === "") continue;
      const event = parse<T>(line);
      if (event.type === "ERROR") throw new ApiError(event.object.code ?? 500, event.object, undefined);
      yield event;
    }
  } finally {
    clearTimeout(timer);
    // Whoever stops reading leaves no connection open behind.
    silence.abort();
  }
}

/** A line that was cut off is a connection that broke. */
function parse<T>(line: string): Line<T> {
  try {
    return JSON.parse(line) as Line<T>;
  } catch (error) {
    throw new UnreachableError("The API server broke off within an event of a watch", error);
  }
}
