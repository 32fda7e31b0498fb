import { join } from "node:path";
import type { ApiObject } from "../../src/kubernetes/client/api-object.ts";
import { connect } from "../../src/kubernetes/client/connect.ts";
import { createObject } from "../../src/kubernetes/client/objects.ts";
import type { ResourceType } from "../../src/kubernetes/client/resource-type.ts";
import type { Transport } from "../../src/kubernetes/client/transport.ts";
import { findPrograms } from "../../test/kubernetes/server/find-programs.ts";
import { operatorRules } from "../../test/kubernetes/server/operator-rules.ts";
import type { ServiceAccount } from "../../test/kubernetes/server/service-account.ts";
import { startCluster } from "../../test/kubernetes/server/start-cluster.ts";
import { type TestCluster, testCluster } from "../../test/kubernetes/server/test-cluster.ts";
import { cacheDirectory } from "../../test/server/cache-directory.ts";
import { inBatches } from "./in-batches.ts";

/** A control plane of the benchmark's own. */
export interface BenchCluster extends AsyncDisposable {
  readonly cluster: TestCluster;
  /** A new namespace. */
  place(): Promise<BenchPlace>;
}

export interface BenchPlace {
  readonly namespace: string;
  /** The way to it as the administrator. */
  readonly transport: Transport;
  /** With the rights of an installed operator, in this namespace. */
  readonly account: ServiceAccount;
  /** Creates objects of the kind, some at a time. */
  create(type: ResourceType, objects: readonly ApiObject[]): Promise<void>;
}

/** Requests that are under way at a time, and Databases that an operator works on: its default. */
export const atOnce = 10;

export async function startBenchCluster(): Promise<BenchCluster> {
  const programs = await findPrograms({
    assets: process.env["KUBEBUILDER_ASSETS"],
    missingGo: "give up",
    cache: join(cacheDirectory, "kubernetes"),
    announce: console.warn,
  });
  if (programs === undefined) throw new Error("the suites of the operator need an API server: KUBEBUILDER_ASSETS, or Go to build one with");
  const own = await startCluster(programs);
  const cluster = testCluster(own, programs);
  return {
    cluster,
    place: async () => {
      const { name, kubeconfig, serviceAccount } = await cluster.namespace();
      const transport = await connect({ kubeconfig });
      return {
        namespace: name,
        transport,
        account: await serviceAccount({ name: "operator", rules: operatorRules }),
        create: (type, objects) =>
          inBatches(objects, atOnce, async (object) => {
            await createObject(transport, type, { ...object, metadata: { ...object.metadata, namespace: name } });
          }),
      };
    },
    [Symbol.asyncDispose]: own.stop,
  };
}
