import { digestText } from "../core/digest.ts";
import { type HttpAnswer, type HttpQuestion, type HttpServer, type Listening, startHttpServer } from "../http/http-server.ts";
import { icon } from "./icon.ts";
import type { PageSource } from "./page-source.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";

/** Nothing but what this server sends runs or is shown, and no other page may hold ours. */
const guards = {
  "content-security-policy": [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

const files: Readonly<Record<string, HttpAnswer>> = {
  "/page.css": { status: 200, type: "text/css", text: pageStyle },
  "/page.js": { status: 200, type: "text/javascript", text: pageScript },
  "/icon.svg": { status: 200, type: "image/svg+xml", text: icon },
};

/** Serves the page until it is disposed. It only reads: whatever is asked, nothing changes. */
export async function servePage(listening: Listening, source: PageSource, onTrouble: (error: unknown) => void): Promise<HttpServer> {
  const isOurs = (host: string) => !isLoopback(hostIn(server.address)) || isLoopback(host) || host === hostIn(listening.host);
  const answered = async (question: HttpQuestion) => guarded(await answer(source, isOurs, question), question);
  const server: HttpServer = await startHttpServer(listening, answered, onTrouble);
  return server;
}

async function answer(
  source: PageSource,
  isOurs: (host: string) => boolean,
  { method, url, headers, signal }: HttpQuestion,
): Promise<HttpAnswer> {
  if (method !== "GET" && method !== "HEAD") return { status: 405, text: "the page is read-only", headers: { allow: "GET, HEAD" } };
  // A stranger's name that leads to this machine would let the stranger's page read ours.
  if (!isOurs(hostIn(headers.host))) return { status: 421, text: "ask for localhost" };
  const file = files[url.pathname];
  if (file !== undefined) return file;
  // All that makes pages is loaded when somebody looks: an operator of which nobody does stays as small as without.
  const { answerPage } = await import("./answer-page.ts");
  return answerPage(source, url, signal);
}

function guarded(given: HttpAnswer, { headers }: HttpQuestion): HttpAnswer {
  const etag = `"${digestText(given.text)}"`;
  const own = { ...guards, ...given.headers, etag };
  return given.status === 200 && headers["if-none-match"] === etag
    ? { ...given, status: 304, text: "", headers: own }
    : { ...given, headers: own };
}

/** A name or address without its port, as a browser writes it however it was spelled; empty where it is none. */
const hostIn = (written = ""): string =>
  (URL.parse(`http://${written}`) ?? URL.parse(`http://[${written}]`))?.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "") ?? "";

/** `::ffff:7f00:1` is 127.0.0.1 to who speaks IPv6. */
const isLoopback = (host: string): boolean => /^(?:localhost|::1|127(?:\.\d{1,3}){3}|::ffff:7f[\da-f]{2}:[\da-f]{1,4})$/.test(host);
