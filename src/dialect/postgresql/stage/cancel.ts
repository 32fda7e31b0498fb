import { StageError } from "../../../port/stage-error.ts";
import type { Link } from "../connection/link.ts";
import type { Wire } from "../connection/wire.ts";

/** Runs; when the signal aborts meanwhile, the statement in flight is cancelled, and `run` fails with 57014. */
export async function whileCancellable<Value>(link: Link, wire: Wire, signal: AbortSignal, run: () => Promise<Value>): Promise<Value> {
  if (signal.aborted) throw new StageError("Interrupted before it began", { code: "interrupted", disposition: "terminal" });
  const cancel = () => void cancelStatement(link, wire);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await run();
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** From the second connection, as the login role. Behind a pooler the pid is not ours to name: the connection is dropped instead. */
export async function cancelStatement(link: Link, wire: Wire): Promise<void> {
  if (link.server.pooled && wire === link.current) return wire.destroy();
  try {
    await (await link.second()).message(`SELECT pg_catalog.pg_cancel_backend(${wire.pid})`);
  } catch {
    wire.destroy();
  }
}
