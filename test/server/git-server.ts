import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface GitServerOptions {
  /** Folder of bare repositories: `shop.git` is served as `/shop.git`. */
  readonly folder: string;
  /** Whoever comes without these is sent away. */
  readonly login?: { readonly username: string; readonly password: string };
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Answers instead of git where it gives true. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface GitServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Method and path of each request, with whether it brought a login. */
  readonly requests: string[];
}

/** Git's own smart HTTP backend behind a server of Node's: what `git clone` and keelson speak to in the tests. */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const requests: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    requests.push(`${request.method} ${request.url}${request.headers.authorization === undefined ? "" : " +login"}`);
    if (options.instead?.(request, response) === true) return;
    if (isLetIn(request, options.login)) serve(request, response, options.folder);
    else response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
  };
  const server: Server = options.tls === undefined ? createServer(answer) : createTlsServer(options.tls, answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function isLetIn({ headers }: IncomingMessage, login: GitServerOptions["login"]): boolean {
  return login === undefined || headers.authorization === `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
}

/** CGI: the request's facts in the environment, its body on standard input, headers and body on standard output. */
function serve(request: IncomingMessage, response: ServerResponse, folder: string): void {
  const { pathname, search } = new URL(request.url ?? "/", "http://server");
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: "uploadpack.allowFilter",
    GIT_CONFIG_VALUE_0: "true",
    GIT_CONFIG_KEY_1: "safe.directory",
    GIT_CONFIG_VALUE_1: "*",
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: "1",
    GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
    PATH_INFO: decodeURIComponent(pathname),
    QUERY_STRING: search.slice(1),
    REQUEST_METHOD: request.method ?? "GET",
    CONTENT_TYPE: request.headers["content-type"] ?? "",
    HTTP_CONTENT_ENCODING: String(request.headers["content-encoding"] ?? ""),
    ...(request.headers["content-length"] === undefined ? {} : { CONTENT_LENGTH: request.headers["content-length"] }),
    REMOTE_ADDR: "127.0.0.1",
  };
  const child = spawn("git", ["http-backend"], { env, stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.on("error", () => undefined);
  request.pipe(child.stdin);
  response.on("close", () => child.kill());
  let head = Buffer.alloc(0);
  child.stdout.on("data", (chunk: Buffer) => {
    if (response.headersSent) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end === -1) return;
    const headers = new Map(
      head
        .toString("latin1", 0, end)
        .split("\r\n")
        .map((line) => line.split(/: (.*)/s) as [string, string]),
    );
    const status = Number.parseInt(headers.get("Status") ?? "200", 10);
    headers.delete("Status");
    response.writeHead(status, Object.fromEntries(headers));
    response.write(head.subarray(end + 4));
  });
  child.on("close", () => {
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
}
