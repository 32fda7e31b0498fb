import { StageError } from "../../../port/stage-error.ts";
import type { Link } from "../connection/link.ts";
import type { Wire } from "../connection/wire.ts";

/** What is at work on a connection under one signal: messages that travel together. */
interface Work {
  count: number;
  readonly cancel: () => void;
}

const atWork = new WeakMap<Wire, Map<AbortSignal, Work>>();

/** Runs; when the signal aborts meanwhile, the statement in flight is cancelled, and `run` fails with 57014. */
export async function whileCancellable<Value>(link: Link, wire: Wire, signal: AbortSignal, run: () => Promise<Value>): Promise<Value> {
  if (signal.aborted) throw new StageError("Interrupted before it began", { code: "interrupted", disposition: "terminal" });
  const works = worksOn(wire);
  const work = works.get(signal) ?? begin(works, signal, () => void cancelStatement(link, wire));
  work.count += 1;
  try {
    return await run();
  } finally {
    work.count -= 1;
    if (work.count === 0) {
      works.delete(signal);
      signal.removeEventListener("abort", work.cancel);
    }
    // A cancellation that came when this one had just ended stopped nothing, and the next one has begun.
    if (signal.aborted && works.size > 0) work.cancel();
  }
}

function worksOn(wire: Wire): Map<AbortSignal, Work> {
  const works = atWork.get(wire) ?? new Map<AbortSignal, Work>();
  atWork.set(wire, works);
  return works;
}

/** One listener for all: adding and removing one for each message took a fiftieth of a long run. */
function begin(works: Map<AbortSignal, Work>, signal: AbortSignal, cancel: () => void): Work {
  const work: Work = { count: 0, cancel };
  works.set(signal, work);
  signal.addEventListener("abort", cancel, { once: true });
  return work;
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
