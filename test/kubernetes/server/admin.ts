import { request } from "node:https";

/** How to speak to an API server as its administrator. */
export interface Access {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** PEM. */
  readonly authority: string;
  readonly token: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** How long an answer may take on a busy machine. */
const patience = 60_000;

/** One request on a connection of its own; for what stands a cluster up, so that no client library is trusted before it is tested. */
export function ask({ url, authority, token }: Access, method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const asked = request(`${url}${path}`, { method, headers, ca: authority, agent: false, timeout: patience }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      response.on("error", reject);
    });
    asked.on("timeout", () => asked.destroy(new Error(`${method} ${path}: no answer`)));
    asked.on("error", reject);
    asked.end(body && JSON.stringify(body));
  });
}

/** Creates the object at the path of its collection. Throws with what the server said. */
export async function createObject(access: Access, path: string, body: object): Promise<unknown> {
  const { status, text } = await ask(access, "POST", path, body);
  if (status >= 300) throw new Error(`POST ${path}: ${status} ${text}`);
  return JSON.parse(text);
}
