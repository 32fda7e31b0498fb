import type { ServerProcess } from "./server-process.ts";

/** How long a server may take on a busy machine. */
const patience = 120_000;
const pause = 50;

/** Waits until a server answers. "ended": its process did before, perhaps because another has its port. Throws with its log where it takes too long. */
export async function untilReady(server: ServerProcess, answers: () => Promise<boolean>): Promise<"ready" | "ended"> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (server.hasEnded()) return "ended";
    if (await answers().catch(() => false)) return "ready";
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`not ready after ${patience / 1000} s:\n${server.log()}`);
}
