import { expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.ts";
import type { ApiObject } from "../../../src/kubernetes/client/api-object.ts";
import { connect } from "../../../src/kubernetes/client/connect.ts";
import { createObject, mergeObject } from "../../../src/kubernetes/client/objects.ts";
import { configMaps } from "../../../src/kubernetes/client/resource-type.ts";
import { watchedObjects } from "../../../src/kubernetes/watched/watched-objects.ts";
import { describeKubernetes } from "../server/kubernetes.ts";

interface Documents extends ApiObject {
  readonly data: Readonly<Record<string, string>>;
}

describeKubernetes("objects that are watched", (cluster) => {
  test("do not become older by an answer to a write of ours that comes late", async () => {
    const { name: namespace, kubeconfig } = await cluster.namespace();
    const transport = await connect({ kubeconfig });
    const stopping = new AbortController();
    const watched = watchedObjects<Documents>(transport, configMaps, {
      namespaces: [namespace],
      signal: stopping.signal,
      clock: systemClock,
      chance: Math.random,
      onKeys: () => undefined,
      onTrouble: () => undefined,
    });
    const shown = () => watched.get(`${namespace}/documents`)?.data;
    const ours = await createObject<Documents>(transport, configMaps, { metadata: { namespace, name: "documents" }, data: { by: "us" } });
    watched.note(ours);
    expect(shown()).toEqual({ by: "us" });
    await mergeObject(transport, configMaps, { namespace, name: "documents" }, { data: { by: "people" } });
    await expect.poll(shown).toEqual({ by: "people" });
    watched.note(ours);
    expect(shown()).toEqual({ by: "people" });
    const again = await mergeObject<Documents>(transport, configMaps, { namespace, name: "documents" }, { data: { by: "us again" } });
    watched.note(again);
    expect(shown()).toEqual({ by: "us again" });
    stopping.abort();
    await watched.ended;
  });
});
