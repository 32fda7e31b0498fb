import { freePort } from "../../server/free-port.ts";
import { type ServerCommand, type ServerProcess, startProcess } from "./server-process.ts";
import { untilReady } from "./until-ready.ts";

/** One server of a cluster: it may be ended in any way and started again on its port and data. */
export interface ServerPart {
  readonly port: number;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  log(): string;
  /** SIGKILL; the data stay for `restart`. */
  kill(): Promise<void>;
  /** Ends it in its own time. */
  stop(): Promise<void>;
  /** Stops the server where it runs, starts it again and waits until it answers. */
  restart(): Promise<void>;
  /** SIGSTOP: it holds its connections and answers nothing, until `resume`. */
  pause(): void;
  resume(): void;
}

export interface PartOptions {
  command(port: number): ServerCommand;
  answers(port: number): Promise<boolean>;
}

const attempts = 5;

/** Starts a server on a free port. Another process may take the port in between: then on the next one. */
export async function startPart({ command, answers }: PartOptions): Promise<ServerPart> {
  let running: ServerProcess | undefined;
  const start = async (choosePort: () => Promise<number>): Promise<number> => {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const port = await choosePort();
      running = startProcess(command(port));
      if ((await untilReady(running, () => answers(port))) === "ready") return port;
    }
    throw new Error(`${command(0).name} did not start:\n${running?.log()}`);
  };
  const end = async (signal: NodeJS.Signals) => running?.end(signal);
  const signal = (name: NodeJS.Signals) => {
    if (running !== undefined) process.kill(running.pid, name);
  };
  const port = await start(freePort);
  return {
    port,
    get pid() {
      return running?.pid ?? 0;
    },
    log: () => running?.log() ?? "",
    kill: async () => void (await end("SIGKILL")),
    stop: async () => void (await end("SIGTERM")),
    restart: async () => {
      await end("SIGTERM");
      await start(async () => port);
    },
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
  };
}
