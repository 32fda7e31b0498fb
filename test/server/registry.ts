import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RegistryOptions {
  /** Whoever pulls without a token for these is sent to fetch one. */
  readonly login?: { readonly username: string; readonly password: string };
  /** Answers instead of the registry where it gives true. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface RegistryServer extends AsyncDisposable {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Puts bytes under their digest, as a client's upload does; gives the digest. */
  upload(repository: string, bytes: Buffer): Promise<string>;
  /** Puts a manifest under a tag; gives its digest. */
  tag(repository: string, tag: string, manifest: object): Promise<string>;
}

const digestOf = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** A registry that speaks the API of OCI distribution over HTTP: uploads, manifests by tag and digest, blobs, tokens. */
export async function startRegistry({ login, instead }: RegistryOptions = {}): Promise<RegistryServer> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Buffer>();
  const token = randomUUID();
  let host = "";
  const server = createServer(async (request, response) => {
    const { method = "GET", url = "/", headers } = request;
    if (instead?.(request, response) === true) return;
    const at = new URL(url, `http://${host}`);
    if (at.pathname === "/token") return giveToken(request, response);
    if (login !== undefined && method === "GET" && headers.authorization !== `Bearer ${token}`) {
      const challenge = `Bearer realm="http://${host}/token",service="tests",scope="repository:x:pull"`;
      return void response.writeHead(401, { "www-authenticate": challenge }).end();
    }
    const [, repository = "", kind, reference = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]*)(?:\/[^/]*)?$/.exec(at.pathname) ?? [];
    if (method === "POST") return void response.writeHead(202, { location: `/v2/${repository}/blobs/uploads/${randomUUID()}` }).end();
    if (method === "PUT")
      return keep(
        await bodyOf(request),
        kind === "manifests" ? `${repository} ${reference}` : undefined,
        at.searchParams.get("digest"),
        response,
      );
    const bytes = kind === "manifests" ? manifests.get(`${repository} ${reference}`) : blobs.get(reference);
    if (bytes === undefined) return void response.writeHead(404).end('{"errors":[{"code":"NOT_FOUND"}]}');
    response.writeHead(200, { "content-length": bytes.length, "docker-content-digest": digestOf(bytes) }).end(bytes);
  });
  const giveToken = ({ headers }: IncomingMessage, response: ServerResponse): void => {
    const isKnown =
      login !== undefined && headers.authorization === `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? JSON.stringify({ token }) : "");
  };
  const keep = (bytes: Buffer, place: string | undefined, claimed: string | null, response: ServerResponse): void => {
    const digest = digestOf(bytes);
    if (place !== undefined) for (const name of [place, `${place.split(" ")[0]} ${digest}`]) manifests.set(name, bytes);
    else if (claimed === digest) blobs.set(digest, bytes);
    else return void response.writeHead(400).end();
    response.writeHead(201, { "docker-content-digest": digest }).end();
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const put = async (url: URL | string, body: Buffer): Promise<string> => {
    const { status, headers } = await fetch(url, { method: "PUT", body: new Uint8Array(body) });
    if (status !== 201) throw new Error(`the registry answered ${status}`);
    return String(headers.get("docker-content-digest"));
  };
  return {
    host,
    async upload(repository, bytes) {
      const { headers } = await fetch(`http://${host}/v2/${repository}/blobs/uploads/`, { method: "POST" });
      const place = new URL(String(headers.get("location")), `http://${host}`);
      place.searchParams.set("digest", digestOf(bytes));
      return put(place, bytes);
    },
    tag: (repository, tag, manifest) => put(`http://${host}/v2/${repository}/manifests/${tag}`, Buffer.from(JSON.stringify(manifest))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
