import { fork } from "node:child_process";
import { once } from "node:events";
import type { Milliseconds } from "../core/duration.ts";
import { KeelsonError } from "../core/error.ts";

/** What one drawing may take. */
export interface DrawLimits {
  readonly timeout: Milliseconds;
  /** Of memory for Graphviz, and as much again for the picture as text. */
  readonly megabytes: number;
}

const usual: DrawLimits = { timeout: 10_000, megabytes: 96 };
/** Of WebAssembly's memory. */
const pagesInMegabyte = 16;

/** Where a bundle has the program; in the sources it lies beside this file. */
declare const drawProgramFile: string | undefined;
const program = new URL(typeof drawProgramFile === "undefined" ? "./draw-program.ts" : drawProgramFile, import.meta.url);

/**
 * A graph in DOT as SVG, by Graphviz in a process of its own: nothing waits meanwhile, and all of its memory comes back.
 * @throws KeelsonError where that takes longer, or needs more, than the limits allow
 */
export async function drawGraph(dot: string, { timeout, megabytes }: DrawLimits = usual): Promise<string> {
  const limits = [`--wasm-max-mem-pages=${megabytes * pagesInMegabyte}`, `--max-old-space-size=${megabytes}`];
  // Nothing of our environment, in which there may be credentials, is its business.
  const child = fork(program, { execArgv: limits, env: {}, stdio: ["ignore", "ignore", "ignore", "ipc"] });
  // Whoever ends while it draws does not wait for it: it ends with them.
  child.unref();
  child.channel?.unref();
  const tooLong = AbortSignal.timeout(timeout);
  const within = { signal: tooLong };
  try {
    child.send(dot, () => undefined);
    const [answer] = await Promise.race([
      once(child, "message", within),
      once(child, "exit", within).then(([code]) => Promise.reject(new Error(`it ended with ${code}`))),
    ]);
    return answer as string;
  } catch (cause) {
    throw new KeelsonError(tooLong.aborted ? `drawing took longer than ${timeout / 1000} s` : "Graphviz could not draw it", {
      code: "not-drawn",
      remedy: "Choose one table: only what is around it is drawn",
      cause,
    });
  } finally {
    child.kill("SIGKILL");
  }
}
