import { join } from "node:path";
import { type ServerPart, startPart } from "./server-part.ts";

/** etcd on loopback, without its syncs to disk: what is lost with the machine is not missed. */
export async function startEtcd(program: string, directory: string): Promise<ServerPart> {
  return startPart({
    command: (port) => ({
      name: "etcd",
      program,
      directory,
      args: [
        `--data-dir=${join(directory, "etcd")}`,
        "--unsafe-no-fsync",
        "--log-level=warn",
        `--listen-client-urls=http://127.0.0.1:${port}`,
        `--advertise-client-urls=http://127.0.0.1:${port}`,
        "--listen-peer-urls=http://127.0.0.1:0",
      ],
    }),
    answers: async (port) => (await fetch(`http://127.0.0.1:${port}/health`)).ok,
  });
}
