import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startProxy } from "../../test/proxy/start-proxy.ts";
import { keelsonCommand } from "../places.ts";

export interface Closely {
  /** How often it waited for the server. */
  readonly roundTrips: number;
  /** Statements, whether or not they travelled together. */
  readonly statements: number;
  /** Peak of resident memory. */
  readonly megabytes: number;
}

const reportPeak = `data:text/javascript,process.on("exit",()=>console.error("\\npeak "+process.resourceUsage().maxRSS/1024))`;

/** What a verb costs beside time: seen from a wire with a delay, so that what travels together is counted once. */
export async function lookClosely(folder: string, url: string, ...words: readonly string[]): Promise<Closely> {
  await using proxy = await startProxy(url);
  proxy.delay(20);
  const env = { ...process.env, KEELSON_URL: proxy.url };
  const { stderr } = await promisify(execFile)(process.execPath, ["--import", reportPeak, keelsonCommand, ...words], {
    cwd: folder,
    env,
    maxBuffer: 2 ** 30,
  });
  return { roundTrips: proxy.roundTrips(), statements: proxy.statements().length, megabytes: Number(/^peak (.+)$/m.exec(stderr)?.[1]) };
}
