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

/** Once: the running stage ends or rolls back. Twice: `force` is called to cancel the statement. */
export function watchSignals(emitter: NodeJS.Process, force: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const handle = (name: "SIGINT" | "SIGTERM") => {
    if (controller.signal.aborted) force();
    else controller.abort(new Interrupted(name));
  };
  const interrupt = () => handle("SIGINT");
  const terminate = () => handle("SIGTERM");
  emitter.on("SIGINT", interrupt);
  emitter.on("SIGTERM", terminate);
  return {
    signal: controller.signal,
    stop: () => {
      emitter.off("SIGINT", interrupt);
      emitter.off("SIGTERM", terminate);
    },
  };
}
