import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { guardedDirectory } from "../../server/guard.ts";
import type { Access } from "./admin.ts";
import { startApiServer } from "./api-server.ts";
import { startControllerManager } from "./controller-manager.ts";
import { startEtcd } from "./etcd.ts";
import type { Programs } from "./find-programs.ts";
import { installCrds } from "./install-crds.ts";
import { renderKubeconfig } from "./kubeconfig.ts";
import type { ServerPart } from "./server-part.ts";

/** A control plane of one's own: etcd, an API server, and, where asked for, the controllers of Kubernetes. */
export interface Cluster extends AsyncDisposable {
  readonly directory: string;
  readonly admin: Access;
  /** Path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  readonly etcd: ServerPart;
  readonly apiServer: ServerPart;
  /** Starts kube-controller-manager with the named controllers (`job-controller`, `garbage-collector-controller`, …). It ends with the cluster at the latest. */
  controllers(...names: readonly string[]): Promise<ServerPart>;
  /** Ends all of it and removes its data. */
  stop(): Promise<void>;
}

/** Starts a control plane on free ports of 127.0.0.1, with our custom resources, in a few seconds. It ends with this process at the latest. */
export async function startCluster(programs: Programs): Promise<Cluster> {
  const guarded = guardedDirectory("kubernetes", "kube-controller-manager.pid", "kube-apiserver.pid", "etcd.pid");
  const directory = guarded.path;
  const token = randomBytes(16).toString("hex");
  const parts: ServerPart[] = [];
  const stop = async () => {
    // Killed, not asked: nothing of it is kept, and an API server whose etcd has gone waits long for it.
    for (const part of parts.toReversed()) await part.kill();
    guarded.remove();
  };
  try {
    const etcd = await startEtcd(programs.etcd, directory);
    parts.push(etcd);
    const apiServer = await startApiServer({ program: programs["kube-apiserver"], directory, etcdPort: etcd.port, token });
    parts.push(apiServer);
    const admin = { url: `https://127.0.0.1:${apiServer.port}`, authority: apiServer.authority, token };
    const kubeconfig = join(directory, "kubeconfig");
    writeFileSync(kubeconfig, renderKubeconfig(admin), { mode: 0o600 });
    await installCrds(admin);
    return {
      directory,
      admin,
      kubeconfig,
      etcd,
      apiServer,
      controllers: async (...names) => {
        const manager = await startControllerManager({ program: programs["kube-controller-manager"], directory, kubeconfig, names });
        parts.push(manager);
        return manager;
      },
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
