import { StageError } from "../../../port/stage-error.ts";
import type { Link } from "../connection/link.ts";
import type { Wire } from "../connection/wire.ts";

/** How many are at work on a connection at once: messages that travel together. */
const atWork = new WeakMap<Wire, number>();

/** Runs; when the signal aborts meanwhile, the statement in flight is cancelled, and `run` fails with 57014. */
export async function whileCancellable<Value>(link: Link, wire: Wire, signal: AbortSignal, run: () => Promise<Value>): Promise<Value> {
  if (signal.aborted) throw new StageError("Interrupted before it began", { code: "interrupted", disposition: "terminal" });
  const cancel = () => void cancelStatement(link, wire);
  signal.addEventListener("abort", cancel, { once: true });
  atWork.set(wire, (atWork.get(wire) ?? 0) + 1);
  try {
    return await run();
  } finally {
    signal.removeEventListener("abort", cancel);
    const left = (atWork.get(wire) ?? 1) - 1;
    atWork.set(wire, left);
    // A cancellation that came when this one had just ended stopped nothing, and the next one has begun.
    if (signal.aborted && left > 0) cancel();
  }
}

const underWay = new WeakMap<Wire, Promise<void>>();

/**
 * From the second connection, as the login role. Behind a pooler the pid is not ours to name: the connection is dropped instead. Messages
 * that travel together are cancelled once: the one that runs, for those behind it fail by themselves.
 */
export function cancelStatement(link: Link, wire: Wire): Promise<void> {
  const cancelling = underWay.get(wire) ?? cancelRunning(link, wire).finally(() => underWay.delete(wire));
  underWay.set(wire, cancelling);
  return cancelling;
}

async function cancelRunning(link: Link, wire: Wire): Promise<void> {
  if (link.server.pooled && wire === link.current) return wire.destroy();
  try {
    await (await link.second()).message(`SELECT pg_catalog.pg_cancel_backend(${wire.pid})`);
  } catch {
    wire.destroy();
  }
}
