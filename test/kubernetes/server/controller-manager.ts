import { Agent, request } from "node:https";
import { join } from "node:path";
import { type ServerPart, startPart } from "./server-part.ts";

export interface ControllerManagerOptions {
  readonly program: string;
  readonly directory: string;
  readonly kubeconfig: string;
  readonly names: readonly string[];
}

/** kube-controller-manager with the named controllers only. */
export async function startControllerManager({ program, directory, kubeconfig, names }: ControllerManagerOptions): Promise<ServerPart> {
  return startPart({
    command: (port) => ({
      name: "kube-controller-manager",
      program,
      directory,
      args: [
        `--kubeconfig=${kubeconfig}`,
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
        `--secure-port=${port}`,
        `--cert-dir=${join(directory, "controller-manager")}`,
        `--controllers=${names.join(",")}`,
        `--service-account-private-key-file=${join(directory, "accounts.key")}`,
      ],
    }),
    answers: isHealthy,
  });
}

/** Its certificate is of its own making and nobody asks it for anything but this. */
const trusting = new Agent({ rejectUnauthorized: false });

function isHealthy(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = request(`https://127.0.0.1:${port}/healthz`, { agent: trusting, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", reject);
    asked.end();
  });
}
