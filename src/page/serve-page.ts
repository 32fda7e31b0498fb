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
export const servePage = (listening: Listening, source: PageSource, onTrouble: (error: unknown) => void): Promise<HttpServer> =>
  startHttpServer(listening, async (question) => guarded(await answer(source, listening, question), question), onTrouble);

async function answer(source: PageSource, { host }: Listening, { method, url, headers, signal }: HttpQuestion): Promise<HttpAnswer> {
  if (method !== "GET" && method !== "HEAD") return { status: 405, text: "the page is read-only", headers: { allow: "GET, HEAD" } };
  // A stranger's name that leads to this machine would let the stranger's page read ours.
  if (isLoopback(host) && !isLoopback(hostIn(headers.host))) return { status: 421, text: "ask for localhost" };
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

/** Without its port and brackets. */
const hostIn = (header: string | undefined): string => (header ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
