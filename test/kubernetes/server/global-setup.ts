import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { cacheDirectory } from "../../server/cache-directory.ts";
import { inCi } from "../../server/environment.ts";
import { skip } from "../../server/skip.ts";
import { findPrograms, type Programs } from "./find-programs.ts";
import { startCluster } from "./start-cluster.ts";
import type { ClusterPlace } from "./test-cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The API server that the files of this run share; null where it could not be had. */
    readonly kubernetes: { readonly place: ClusterPlace; readonly programs: Programs } | null;
  }
}

/** One control plane per run, for all test files below `test/kubernetes`, and only where one of them runs. */
export default async function prepareKubernetes(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const programs = await findPrograms({
    assets: process.env.KUBEBUILDER_ASSETS,
    missingGo: inCi ? "fetch" : "give up",
    cache: join(cacheDirectory, "kubernetes"),
    announce: (line) => console.log(line),
  });
  if (programs === undefined) {
    skip("KUBEBUILDER_ASSETS is not set, and there is no Go (1.21 or newer) to build an API server with");
    project.provide("kubernetes", null);
    return undefined;
  }
  const { directory, admin, kubeconfig, stop } = await startCluster(programs);
  project.provide("kubernetes", { place: { directory, admin, kubeconfig }, programs });
  return stop;
}
