import { describe, inject } from "vitest";
import { type Prepared, readHandover } from "./handover.ts";
import { type Cluster, startCluster } from "./start-cluster.ts";
import { type TestCluster, testCluster } from "./test-cluster.ts";

const prepared = (): Promise<Prepared> => readHandover(inject("kubernetes"));

/** `describe` against the API server that all files of the run share: nothing outside of one's own namespaces may be changed in it. Skipped where there is none. */
export function describeKubernetes(name: string, suite: (cluster: TestCluster) => void): void {
  describe(name, async () => {
    const shared = await prepared();
    if (shared.kind === "failed") throw new Error(shared.message);
    if (shared.kind === "missing") describe.skip("(no API server)", () => {});
    else suite(testCluster(shared.place, shared.programs));
  });
}

/** A control plane of one's own, to be restarted, killed and starved. For use inside of `describeKubernetes`. */
export async function startOwnCluster(): Promise<TestCluster & Cluster> {
  const shared = await prepared();
  if (shared.kind !== "ready") throw new Error("no API server in this run");
  const cluster = await startCluster(shared.programs);
  return { ...testCluster(cluster, shared.programs), ...cluster };
}
