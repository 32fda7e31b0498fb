import { describe, inject } from "vitest";
import { type Cluster, startCluster } from "./start-cluster.ts";
import { type TestCluster, testCluster } from "./test-cluster.ts";

/** `describe` against the API server that all files of the run share: nothing outside of one's own namespaces may be changed in it. Skipped where there is none. */
export function describeKubernetes(name: string, suite: (cluster: TestCluster) => void): void {
  const shared = inject("kubernetes");
  if (shared === null) describe.skip(`${name} (no API server)`, () => {});
  else describe(name, () => suite(testCluster(shared.place, shared.programs)));
}

/** A control plane of one's own, to be restarted, killed and starved. For use inside of `describeKubernetes`. */
export async function startOwnCluster(): Promise<TestCluster & Cluster> {
  const shared = inject("kubernetes");
  if (shared === null) throw new Error("no API server in this run");
  const cluster = await startCluster(shared.programs);
  return { ...testCluster(cluster, shared.programs), ...cluster };
}
