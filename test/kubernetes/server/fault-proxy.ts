import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent, request } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import type { Access } from "./admin.ts";
import { renderKubeconfig } from "./kubeconfig.ts";

export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
}

/** What is answered in the place of the API server. */
export interface FalseAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Stands between one client and the API server, and lies, stalls and cuts where it is told to. */
export interface FaultProxy extends AsyncDisposable {
  /** Path of a kubeconfig that leads here, with the same user and namespace. */
  readonly kubeconfig: string;
  readonly seen: readonly SeenRequest[];
  /** How many connections there have been so far. */
  connections(): number;
  /** Answers falsely to the next `times` requests that match. */
  answer(matches: (request: SeenRequest) => boolean, answer: FalseAnswer, times?: number): void;
  /** Breaks every connection that is open now. */
  cut(): void;
  /** Takes requests and passes nothing on in either direction, until `resume`. */
  stall(): void;
  resume(): void;
}

interface Lie {
  readonly matches: (request: SeenRequest) => boolean;
  readonly answer: FalseAnswer;
  times: number;
}

export async function startFaultProxy(access: Access, directory: string, namespace: string): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  const lies: Lie[] = [];
  const sockets = new Set<Socket>();
  const upstream = new Agent({ ca: access.authority, keepAlive: true });
  let connections = 0;
  let flowing = Promise.resolve();
  let flow: () => void = () => undefined;

  const serve = async (asked: IncomingMessage, reply: ServerResponse) => {
    const one = { method: String(asked.method), path: String(asked.url) };
    seen.push(one);
    const lie = lies.find(({ matches, times }) => times > 0 && matches(one));
    if (lie !== undefined) {
      lie.times--;
      reply.writeHead(lie.answer.status, lie.answer.headers).end(lie.answer.body);
      return;
    }
    await flowing;
    const { host: _host, ...headers } = asked.headers;
    const passed = request(`${access.url}${asked.url}`, { method: asked.method, headers, agent: upstream }, async (response) => {
      reply.writeHead(response.statusCode ?? 502, response.headers).flushHeaders();
      reply.on("close", () => response.destroy());
      try {
        for await (const part of response) {
          await flowing;
          reply.write(part);
        }
        reply.end();
      } catch {
        reply.destroy();
      }
    });
    passed.on("error", () => reply.destroy());
    asked.pipe(passed);
  };

  const server = createServer((asked, reply) => void serve(asked, reply).catch(() => reply.destroy()));
  server.on("connection", (socket) => {
    connections++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const kubeconfig = join(directory, `proxy-${port}.kubeconfig`);
  writeFileSync(kubeconfig, renderKubeconfig({ url: `http://127.0.0.1:${port}`, token: access.token }, namespace), { mode: 0o600 });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    kubeconfig,
    seen,
    connections: () => connections,
    answer: (matches, answer, times = 1) => void lies.push({ matches, answer, times }),
    cut,
    stall: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      flowing = promise;
      flow = resolve;
    },
    resume: () => flow(),
    [Symbol.asyncDispose]: async () => {
      flow();
      cut();
      upstream.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
