import { expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.ts";
import { connect } from "../../../src/kubernetes/client/connect.ts";
import { watchReferences } from "../../../src/kubernetes/watched/references.ts";
import { describeKubernetes } from "../server/kubernetes.ts";

describeKubernetes("what Databases rest on", (cluster) => {
  test("is watched for as long as one of them does", async () => {
    const namespace = await cluster.namespace();
    const stopping = new AbortController();
    const stale: string[] = [];
    const references = watchReferences({
      transport: await connect({ kubeconfig: namespace.kubeconfig }),
      clock: systemClock,
      chance: Math.random,
      signal: stopping.signal,
      onStale: (key) => void stale.push(key),
      onTrouble: () => undefined,
    });
    /** Watches of the kind that the API server has begun, and those that have ended. */
    const watches = (resource: string) =>
      cluster
        .audit()
        .filter(({ verb, objectRef }) => verb === "watch" && objectRef?.resource === resource && objectRef.namespace === namespace.name)
        .map(({ stage }) => stage);
    const rest = (key: string, kind: "ConfigMap" | "Secret") => {
      references.renew(key);
      references.note(key, { kind, namespace: namespace.name, versions: new Map([["documents", null]]) });
      references.settle(key);
    };
    try {
      rest("a", "ConfigMap");
      rest("b", "ConfigMap");
      await expect.poll(() => watches("configmaps")).toEqual(["ResponseStarted"]);
      rest("a", "Secret");
      await expect.poll(() => watches("secrets")).toEqual(["ResponseStarted"]);
      await namespace.kubectl(["create", "configmap", "documents"]);
      await expect.poll(() => stale).toContain("b");
      expect(stale).not.toContain("a");
      expect(watches("configmaps")).toEqual(["ResponseStarted"]);
      rest("b", "Secret");
      await expect.poll(() => watches("configmaps")).toEqual(["ResponseStarted", "ResponseComplete"]);
      references.forget("a");
      references.forget("b");
      await expect.poll(() => watches("secrets")).toEqual(["ResponseStarted", "ResponseComplete"]);
    } finally {
      stopping.abort();
    }
  });
});
