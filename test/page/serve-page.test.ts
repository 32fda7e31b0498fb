import { EventEmitter, once } from "node:events";
import { type IncomingMessage, request, type RequestOptions } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { InputError, KeelsonError } from "../../src/core/error.ts";
import type { HttpServer } from "../../src/http/http-server.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import type { PageDatabase, PageSource } from "../../src/page/page-source.ts";
import { servePage } from "../../src/page/serve-page.ts";

const hostile = `<script>alert("x")</script> & 'more'`;
const shop: PageDatabase = {
  key: "prod/shop",
  status: async () => null,
  revisions: async () => [],
  plans: async () => [],
  drift: async () => {
    throw new InputError(hostile, { code: "unknown-field", remedy: "Mend it", position: { file: "schema.yaml", line: 3, column: 5 } });
  },
  history: async () => [],
  model: async () => SchemaModel.empty,
};
const source: PageSource = {
  title: hostile,
  databases: async () => [{ key: "prod/shop", status: null }],
  async database(key, signal) {
    if (key === "prod/away") throw new KeelsonError("the cluster is away", { code: "api-server-unreachable" });
    if (key === "prod/slow") return { ...shop, key, history: () => new Promise((_, reject) => noticeGone(signal, reject)) };
    return key === shop.key ? shop : undefined;
  },
};
const asked = new EventEmitter();
const left: unknown[] = [];
function noticeGone(signal: AbortSignal, reject: (reason: unknown) => void): void {
  signal.addEventListener("abort", () => {
    left.push(signal.reason);
    reject(signal.reason);
  });
  asked.emit("slow");
}

let server: HttpServer;
const troubles: unknown[] = [];
beforeEach(async () => {
  server = await servePage({ host: "127.0.0.1", port: 0 }, source, (error) => troubles.push(error));
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  expect(troubles).toEqual([]);
});

/** Of a request that no browser makes. */
async function statusOf(options: RequestOptions): Promise<number | undefined> {
  const [answer] = (await once(request({ port: server.port, host: "127.0.0.1", ...options }).end(), "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`, init);

test("the list leads to each database, and each of its parts is there", async () => {
  expect(await (await ask("/")).text()).toContain('href="/database/prod/shop"');
  for (const part of ["database", "graph", "plan", "history", "schema"]) {
    const page = await ask(`/${part}/prod/shop`);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain(`href="/${part}/prod/shop" aria-current="page"`);
  }
});

test("what cannot be had is told in its place, and no text of the world becomes markup", async () => {
  const page = await ask("/drift/prod/shop");
  expect(page.status).toBe(503);
  const text = await page.text();
  expect(text).toContain("schema.yaml:3:5");
  expect(text).toContain("Mend it");
  expect(text).not.toContain("<script>");
  expect(text).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;more&#39;");
});

test("a slash behind an address changes nothing", async () => {
  const page = await ask("/graph/prod/shop/");
  expect(page.status).toBe(200);
  expect(await page.text()).toBe(await (await ask("/graph/prod/shop")).text());
});

test.for([
  "/nowhere",
  "/graph",
  "/graph/shop",
  "/graph/prod/shop/more",
  "/graph/prod/shop//",
  "/%zz",
  "/constructor/prod/shop",
  "/graph/prod/shop?from=nobody",
  "/history/prod/shop?from=nobody",
  "/schema/prod/shop?table=public.nowhere",
  "/set/prod/shop",
])("%s is nowhere", async (path) => {
  const page = await ask(path);
  expect(page.status).toBe(404);
});

test("where nothing can be asked, the page says why", async () => {
  const page = await ask("/plan/prod/away");
  expect(page.status).toBe(503);
  expect(await page.text()).toContain("the cluster is away");
});

test("who goes away is not answered to the end, and that is nobody's trouble", async () => {
  const patience = new AbortController();
  const isAsked = once(asked, "slow");
  const answer = ask("/history/prod/slow", { signal: patience.signal });
  await isAsked;
  patience.abort();
  await expect(answer).rejects.toThrow();
  await expect.poll(() => left.length).toBe(1);
});

test("an address that somebody has already is told with what to do", async () => {
  const second = servePage({ host: "127.0.0.1", port: server.port }, source, () => undefined);
  await expect(second).rejects.toMatchObject({ code: "address-unavailable", exitCode: 1 });
});

test("nothing but reading is taken, from nobody but this machine", async () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) expect((await ask("/", { method })).status).toBe(405);
  for (const host of ["attacker.example", "127.0.0.1.attacker.example:80", "localhost.example", "localhost@attacker.example", "["])
    expect(await statusOf({ headers: { host } }), host).toBe(421);
  for (const host of ["localhost", "LOCALHOST:8081", "localhost.:80", "127.0.0.1:8081", "127.1", "[::1]:8081", "[0:0:0:0:0:0:0:1]"])
    expect(await statusOf({ headers: { host } }), host).toBe(200);
});

test.for(["127.1", "LOCALHOST", "2130706433"])("the loopback answers to its names alone, also when it is written %s", async (written) => {
  await using loopback = await servePage({ host: written, port: 0 }, source, (error) => troubles.push(error));
  const { port } = loopback;
  expect(await statusOf({ port, headers: { host: "attacker.example" } })).toBe(421);
  for (const host of ["localhost", written]) expect(await statusOf({ port, headers: { host } }), host).toBe(200);
});

test("an address that others reach answers to any name", async () => {
  await using open = await servePage({ host: "0.0.0.0", port: 0 }, source, (error) => troubles.push(error));
  expect(await statusOf({ port: open.port, headers: { host: "keelson.example" } })).toBe(200);
});

test("what is no address is answered", async () => {
  expect(await statusOf({ path: "//" })).toBe(400);
});

test("who has the page already hears only that it is the same", async () => {
  const first = await ask("/");
  const etag = first.headers.get("etag") ?? "";
  expect((await ask("/", { headers: { "if-none-match": etag } })).status).toBe(304);
  expect((await ask("/", { headers: { "if-none-match": '"another"' } })).status).toBe(200);
});

test("nothing runs that did not come from here", async () => {
  const { headers } = await ask("/");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(headers.get("content-security-policy")).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  for (const path of ["/page.css", "/page.js", "/icon.svg"]) expect((await ask(path)).status).toBe(200);
});
