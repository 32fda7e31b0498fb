import { join } from "node:path";
import { inBatches } from "./in-batches.ts";
import { connect } from "../../src/kubernetes/client/connect.ts";
import { createObject } from "../../src/kubernetes/client/objects.ts";
import type { ResourceType } from "../../src/kubernetes/client/resource-type.ts";
import type { Transport } from "../../src/kubernetes/client/transport.ts";
import type { ApiObject } from "../../src/kubernetes/client/api-object.ts";
import { cacheDirectory } from "../../test/server/cache-directory.ts";
import { findPrograms } from "../../test/kubernetes/server/find-programs.ts";
import { startCluster } from "../../test/kubernetes/server/start-cluster.ts";
import { type TestCluster, testCluster, type TestNamespace } from "../../test/kubernetes/server/test-cluster.ts";

/** A control plane of the benchmark's own. */
export interface BenchCluster extends AsyncDisposable {
  readonly cluster: TestCluster;
  /** A new namespace, and the way to it as the administrator. */
  place(): Promise<BenchPlace>;
}

export interface BenchPlace {
  readonly namespace: TestNamespace;
  readonly transport: Transport;
  /** Creates objects of the kind, some at a time. */
  create(type: ResourceType, objects: readonly ApiObject[]): Promise<void>;
}

/** Connections that keep an API server busy without making it queue. */
const atOnce = 10;

export async function startBenchCluster(): Promise<BenchCluster> {
  const programs = await findPrograms({ assets: process.env["KUBEBUILDER_ASSETS"], missingGo: "give up", cache: join(cacheDirectory, "kubernetes"), announce: console.warn });
  if (programs === undefined) throw new Error("an API server is needed: KUBEBUILDER_ASSETS, or Go");
  const own = await startCluster(programs);
  const cluster = testCluster(own, programs);
  return {
    cluster,
    place: async () => {
      const namespace = await cluster.namespace();
      const transport = await connect({ kubeconfig: namespace.kubeconfig });
      const create: BenchPlace["create"] = (type, objects) =>
        inBatches(objects, atOnce, async (object) => {
          await createObject(transport, type, { ...object, metadata: { ...object.metadata, namespace: namespace.name } });
        });
      return { namespace, transport, create };
    },
    [Symbol.asyncDispose]: own.stop,
  };
}
