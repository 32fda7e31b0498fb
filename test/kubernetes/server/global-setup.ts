import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { cacheDirectory } from "../../server/cache-directory.ts";
import { inCi } from "../../server/environment.ts";
import { skip } from "../../server/skip.ts";
import { findPrograms, type Programs } from "./find-programs.ts";
import { openHandover, type Prepared } from "./handover.ts";
import { type Cluster, startCluster } from "./start-cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the file that tells of the API server that the files of this run share, as soon as it is there or cannot be had. */
    readonly kubernetes: string;
  }
}

/**
 * One control plane per run, for all test files below `test/kubernetes`, and only where one of them runs. Other tests go on meanwhile: building it the first time
 * takes minutes.
 */
export default function prepareKubernetes(project: TestProject): () => Promise<void> {
  const handover = openHandover();
  project.provide("kubernetes", handover.path);
  const preparing = prepare().then(
    (cluster) => {
      handover.tell(described(cluster));
      return cluster;
    },
    (error: Error) => {
      handover.tell({ kind: "failed", message: error.message });
      return undefined;
    },
  );
  return async () => {
    await (await preparing)?.cluster.stop();
    handover.remove();
  };
}

interface Preparation {
  readonly cluster: Cluster;
  readonly programs: Programs;
}

async function prepare(): Promise<Preparation | undefined> {
  const finding = findPrograms({
    assets: process.env.KUBEBUILDER_ASSETS,
    missingGo: inCi ? "fetch" : "give up",
    cache: join(cacheDirectory, "kubernetes"),
    announce: (line) => console.log(line),
  });
  const programs = await finding.catch((error: Error) => skip(`no API server could be built: ${error.message}`));
  if (programs === undefined)
    skip("there is no API server and what goes with it in KUBEBUILDER_ASSETS, and no Go (1.21 or newer) to build it with");
  return programs == null ? undefined : { cluster: await startCluster(programs), programs };
}

function described(preparation: Preparation | undefined): Prepared {
  if (preparation === undefined) return { kind: "missing" };
  const {
    cluster: { directory, admin, kubeconfig },
    programs,
  } = preparation;
  return { kind: "ready", place: { directory, admin, kubeconfig }, programs };
}
