import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { KeelsonError } from "../core/error.ts";

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** What the text is; plain text where absent. */
  readonly type?: "text/html" | "text/css" | "text/javascript" | "image/svg+xml";
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpQuestion {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** @throws TooLongError beyond what anybody needs to say */
  body(): Promise<Buffer>;
}

export interface HttpServer extends AsyncDisposable {
  /** As the system writes it: of the names of an address, the one that all of them mean. */
  readonly address: string;
  readonly port: number;
}

export interface Listening {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

const mostBytes = 4 * 1024 * 1024;
/** Milliseconds. */
const patience = 10_000;

/** Its caller's fault, and so no trouble of ours. */
class TooLongError extends Error {}

/** Answers questions over HTTP until it is disposed. What `answer` throws is answered with 500, without a word of why, and told to `onTrouble`. @throws KeelsonError where the address cannot be had */
export async function startHttpServer(
  { host, port }: Listening,
  answer: (question: HttpQuestion) => Promise<HttpAnswer>,
  onTrouble: (error: unknown) => void,
): Promise<HttpServer> {
  const reply = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const url = URL.parse(asked.url ?? "/", "http://here");
    if (url === null) return void response.writeHead(400).end();
    const question = {
      method: asked.method ?? "GET",
      url,
      headers: asked.headers,
      signal: gone.signal,
      body: () => bodyOf(asked),
    };
    const { status, text, type, headers } = await answer(question).catch((error: unknown): HttpAnswer => {
      if (error instanceof TooLongError) return { status: 413, text: "too long" };
      if (!gone.signal.aborted) onTrouble(error);
      return { status: 500, text: "internal error" };
    });
    const contentType = `${type ?? "text/plain"}; charset=utf-8`;
    response.writeHead(status, { "content-type": contentType, "cache-control": "no-store", ...headers }).end(`${text.trimEnd()}\n`);
  };
  const server = createServer(
    { requestTimeout: patience, headersTimeout: patience },
    (asked, response) => void reply(asked, response).catch(() => response.destroy()),
  );
  server.listen(port, host);
  await once(server, "listening").catch((cause: NodeJS.ErrnoException) => {
    throw unavailable(host, port, cause);
  });
  const { address, port: bound } = server.address() as AddressInfo;
  return {
    address,
    port: bound,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function unavailable(host: string, port: number, cause: NodeJS.ErrnoException): KeelsonError {
  const why = cause.code === "EADDRINUSE" ? "another program listens there" : cause.message;
  const message = `Nothing can be served at ${host.includes(":") ? `[${host}]` : host}:${port}: ${why}`;
  return new KeelsonError(message, { code: "address-unavailable", remedy: "Choose another address or port, or end that program", cause });
}

async function bodyOf(asked: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  // To the end, as long as `patience` lasts: who still writes when the connection closes hears no answer.
  for await (const part of asked as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= mostBytes) parts.push(part);
  }
  if (size > mostBytes) throw new TooLongError();
  return Buffer.concat(parts);
}
