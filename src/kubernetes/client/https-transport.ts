import { type IncomingMessage, request as requestHttp } from "node:http";
import { type RequestOptions, request as requestHttps } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { keepConnections } from "./keep-connections.ts";
import { splitLines } from "./split-lines.ts";
import type { ApiRequest, ApiResponse, Transport } from "./transport.ts";
import { UnreachableError } from "./unreachable-error.ts";

/** Requests with the credentials that the client library makes of a kubeconfig or a Pod's account, and nothing else of it: its own way to ask costs twenty megabytes. */
export function createTransport(config: KubeConfig, namespace: string): Transport {
  keepConnections(config);
  const server = String(config.getCurrentCluster()?.server).replace(/\/$/, "");
  return {
    namespace,
    send: async (request) => {
      try {
        const options: RequestOptions = {};
        await config.applyToHTTPSOptions(options);
        return toResponse(await answerTo(request, server, options), server, request.signal);
      } catch (error) {
        throw unreachable(error, server, request.signal);
      }
    },
  };
}

function answerTo(
  { method, path, query = {}, body, contentType = "application/json", accept = "application/json", signal }: ApiRequest,
  server: string,
  options: RequestOptions,
): Promise<IncomingMessage> {
  const url = new URL(`${server}${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers = {
    ...options.headers,
    accept,
    "user-agent": "keelson",
    ...(text === undefined ? {} : { "content-type": contentType, "content-length": text.length }),
  };
  const ask = url.protocol === "http:" ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const asked = ask(url, { ...options, method, headers, ...(signal === undefined ? {} : { signal }) }, resolve);
    asked.on("error", reject);
    asked.end(text);
  });
}

function toResponse(answer: IncomingMessage, server: string, signal: AbortSignal | undefined): ApiResponse {
  const broken = (error: unknown) => unreachable(error, server, signal);
  // Nobody may be reading when it breaks; whoever reads is told then.
  answer.on("error", () => undefined);
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    ),
    async text() {
      try {
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(part as Buffer);
        return Buffer.concat(parts).toString("utf8");
      } catch (error) {
        throw broken(error);
      }
    },
    async *lines() {
      try {
        yield* splitLines(answer);
      } catch (error) {
        throw broken(error);
      }
    },
  };
}

/** Who ended the request on purpose gets the own reason back. */
function unreachable(error: unknown, server: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  const { message, code } = error as NodeJS.ErrnoException;
  return new UnreachableError(`The API server at ${server} cannot be reached: ${message || code}`, error);
}
