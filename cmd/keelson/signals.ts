/** Why a run was asked to stop, as an abort reason. */
export class Interrupted extends Error {
  /** 130 after SIGINT, 143 after SIGTERM. */
  readonly exitStatus: number;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`interrupted by ${signal}`);
    this.name = "Interrupted";
    this.exitStatus = signal === "SIGINT" ? 130 : 143;
  }
}

export interface Interrupts {
  /** Aborted by the first signal: the running stage ends or rolls back. */
  readonly signal: AbortSignal;
  /** Aborted by the second: the running statement is cancelled. */
  readonly cancel: AbortSignal;
  stop(): void;
}

/** `force` is called by the third: the process is to end as it stands. */
export function watchSignals(emitter: NodeJS.Process, force: () => void): Interrupts {
  const first = new AbortController();
  const second = new AbortController();
  const handle = (name: "SIGINT" | "SIGTERM") => {
    if (second.signal.aborted) force();
    else if (first.signal.aborted) second.abort(first.signal.reason);
    else first.abort(new Interrupted(name));
  };
  const interrupt = () => handle("SIGINT");
  const terminate = () => handle("SIGTERM");
  emitter.on("SIGINT", interrupt);
  emitter.on("SIGTERM", terminate);
  return {
    signal: first.signal,
    cancel: second.signal,
    stop: () => {
      emitter.off("SIGINT", interrupt);
      emitter.off("SIGTERM", terminate);
    },
  };
}
