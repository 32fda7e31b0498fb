import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Describe, describeBackend, describeFrontend } from "./describe-frames.ts";
import type { Faults } from "./faults.ts";
import { createFramer } from "./framer.ts";
import type { Gate } from "./gate.ts";
import type { Frame, Message, Side } from "./message.ts";

export interface RelayOptions {
  readonly connection: number;
  readonly client: Socket;
  readonly server: Socket;
  readonly faults: Faults;
  readonly gate: Gate;
  /** Milliseconds that a message waits in each direction; asked at each arrival. */
  readonly delay: () => number;
  readonly record: (message: Message) => void;
}

/** Refuses encryption in the server's stead, so that the traffic can be read. */
const noEncryption = Buffer.from("N");

/** Passes messages between two sockets, in order, until one of them ends. */
export function relay(options: RelayOptions): void {
  const { client, server } = options;
  passOn(options, "frontend", client, server, describeFrontend());
  passOn(options, "backend", server, client, describeBackend());
}

function passOn({ connection, faults, gate, delay, record }: RelayOptions, side: Side, from: Socket, to: Socket, describe: Describe): void {
  const frames = createFramer(side);
  let queue = Promise.resolve();
  const cut = () => {
    from.destroy();
    to.destroy();
  };
  const judge = async (message: Message, when: "before" | "after") => {
    const outcome = await faults.judge(message, when);
    if (outcome === "cut") cut();
    if (outcome === "stall") gate.shut();
    await gate.passed();
  };
  const deliver = async (frame: Frame, due: number) => {
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    await gate.passed();
    if (frame.kind === "Encryption") return void from.write(noEncryption);
    const message: Message = { connection, side, kind: frame.kind, text: describe(frame) };
    await judge(message, "before");
    if (to.destroyed) return;
    record(message);
    await new Promise<void>((resolve) => to.write(frame.bytes, () => resolve()));
    await judge(message, "after");
  };
  const enqueue = (work: () => Promise<void> | void) => {
    queue = queue.then(work).catch(cut);
  };

  from.on("data", (chunk) => {
    const due = performance.now() + delay();
    for (const frame of frames(chunk)) enqueue(() => deliver(frame, due));
  });
  // A stalled connection is a black hole: not even its end is passed on.
  from.on("end", () => enqueue(() => gate.passed().then(() => void to.end())));
  from.on("close", () => enqueue(() => gate.passed().then(() => void to.destroy())));
  from.on("error", () => {});
}
