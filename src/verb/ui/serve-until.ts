import { once } from "node:events";
import { KeelsonError } from "../../core/error.ts";
import { silentLogger } from "../../core/logger.ts";
import type { HttpServer, Listening } from "../../http/http-server.ts";
import type { PageSource } from "../../page/page-source.ts";
import { servePage } from "../../page/serve-page.ts";
import type { VerbOptions } from "../project/options.ts";

export interface Serving {
  /** Where the page is served; 127.0.0.1:8081 where absent. Whoever reaches that sees it. */
  readonly listen?: Listening;
  /** Told where it is, once it is there. */
  readonly onListening?: (url: string) => void | Promise<void>;
}

/** Serves a page until the signal aborts. */
export async function serveUntil(
  source: PageSource,
  {
    listen = { host: "127.0.0.1", port: 8081 },
    onListening,
    signal,
    logger = silentLogger,
  }: Serving & Pick<VerbOptions, "signal" | "logger">,
): Promise<void> {
  const onTrouble = (error: unknown) => {
    // Who is answered no more when it ends is no trouble.
    if (signal?.aborted !== true)
      logger.log("error", "page.failed", { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  };
  await using server = await servePage(listen, source, onTrouble).catch(toldWithFlag);
  await onListening?.(urlOf(listen, server));
  if (signal?.aborted !== true) await once(signal ?? new EventTarget(), "abort");
}

function toldWithFlag(error: unknown): never {
  if (!(error instanceof KeelsonError)) throw error;
  const { message, code, cause } = error;
  throw new KeelsonError(message, { code, cause, remedy: "Choose another address or port with --listen, or end what listens there" });
}

const urlOf = ({ host }: Listening, { port }: HttpServer): string => `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;
