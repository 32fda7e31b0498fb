import { HttpMethod, IsomorphicFetchHttpLibrary, type KubeConfig, RequestContext } from "@kubernetes/client-node";
import { memoiseDispatcher } from "./memoise-dispatcher.ts";
import { splitLines } from "./split-lines.ts";
import type { ApiRequest, ApiResponse, Transport } from "./transport.ts";
import { UnreachableError } from "./unreachable-error.ts";

/** Requests by the client library's connections and credentials, and none of its serialisers. */
export function createTransport(config: KubeConfig, namespace: string): Transport {
  memoiseDispatcher(config);
  const library = new IsomorphicFetchHttpLibrary();
  const server = String(config.getCurrentCluster()?.server).replace(/\/$/, "");
  return {
    namespace,
    send: async (request) => {
      try {
        const context = await toContext(request, server);
        await config.applySecurityAuthentication(context);
        return toResponse(await library.send(context).toPromise(), server);
      } catch (error) {
        throw unreachable(error, server, request.signal);
      }
    },
  };
}

async function toContext({ method, path, query = {}, body, contentType = "application/json", accept = "application/json", signal }: ApiRequest, server: string): Promise<RequestContext> {
  const context = new RequestContext(`${server}${path}`, HttpMethod[method]);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) context.setQueryParam(name, value);
  context.setHeaderParam("accept", accept);
  if (body !== undefined) {
    context.setHeaderParam("content-type", contentType);
    context.setBody(JSON.stringify(body));
  }
  if (signal !== undefined) context.setSignal(signal);
  return context;
}

type LibraryResponse = Awaited<ReturnType<ReturnType<IsomorphicFetchHttpLibrary["send"]>["toPromise"]>>;

function toResponse({ httpStatusCode, headers, body }: LibraryResponse, server: string): ApiResponse {
  return {
    status: httpStatusCode,
    headers,
    text: () =>
      body.text().catch((error: unknown) => {
        throw unreachable(error, server, undefined);
      }),
    async *lines() {
      const stream = body.stream();
      if (stream === null) return;
      try {
        yield* splitLines(stream);
      } catch (error) {
        throw unreachable(error, server, undefined);
      }
    },
  };
}

/** Who ended the request on purpose gets the own reason back. */
function unreachable(error: unknown, server: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  const { cause, message } = error as Error;
  const why = cause instanceof Error ? cause.message : message;
  return new UnreachableError(`The API server at ${server} cannot be reached: ${why}`, error);
}
