import { expect, test } from "vitest";
import { isConflict, isExpired, isForbidden, isInvalid, isMissing } from "../../../src/kubernetes/client/api-error.ts";
import type { ApiObject } from "../../../src/kubernetes/client/api-object.ts";
import { askServer } from "../../../src/kubernetes/client/ask-server.ts";
import { connect } from "../../../src/kubernetes/client/connect.ts";
import { listObjects } from "../../../src/kubernetes/client/list-objects.ts";
import { applyObject, createObject, deleteObject, mergeObject, readObject, replaceObject } from "../../../src/kubernetes/client/objects.ts";
import { configMaps, customResourceDefinitions, ownType, secrets } from "../../../src/kubernetes/client/resource-type.ts";
import { UnreachableError } from "../../../src/kubernetes/client/unreachable-error.ts";
import { startFaultProxy } from "../server/fault-proxy.ts";
import { describeKubernetes } from "../server/kubernetes.ts";

interface ConfigMap extends ApiObject {
  readonly data?: Readonly<Record<string, string>>;
}

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describeKubernetes("objects of a cluster", (cluster) => {
  const start = async () => {
    const own = await cluster.namespace();
    const transport = await connect({ kubeconfig: own.kubeconfig });
    const { namespace } = transport;
    expect(namespace).toBe(own.name);
    return {
      own,
      transport,
      namespace,
      at: (name: string) => ({ namespace, name }),
      map: (name: string, data: Record<string, string>): ConfigMap => ({ metadata: { namespace, name }, data }),
    };
  };

  test("are created, read, replaced, merged and deleted, and what stands in the way is told apart", async () => {
    const { transport, at, map, namespace } = await start();
    const created = await createObject(transport, configMaps, map("a", { b: "1" }));
    expect(isConflict(await errorOf(createObject(transport, configMaps, map("a", {}))))).toBe(true);
    const replaced = await replaceObject(transport, configMaps, { ...created, data: { b: "2" } });
    expect(isConflict(await errorOf(replaceObject(transport, configMaps, created)))).toBe(true);
    await mergeObject(transport, configMaps, at("a"), { data: { b: null, c: "3" } });
    expect((await readObject<ConfigMap>(transport, configMaps, at("a"))).data).toEqual({ c: "3" });
    expect(isConflict(await errorOf(deleteObject(transport, configMaps, at("a"), "another-uid")))).toBe(true);
    await deleteObject(transport, configMaps, at("a"), String(replaced.metadata.uid));
    expect(isMissing(await errorOf(readObject(transport, configMaps, at("a"))))).toBe(true);
    const unknown = await errorOf(
      createObject(transport, ownType("Database"), {
        metadata: { namespace, name: "d" },
        spec: { dialect: "sqlite", source: { directory: "." }, typo: 1 },
      } as ApiObject),
    );
    expect(isInvalid(unknown)).toBe(true);
    expect((unknown as Error).message).toContain('unknown field "spec.typo"');
  });

  test("are applied: what is no longer given goes, what others own stays, and the status is apart", async () => {
    const { transport, own, map, at, namespace } = await start();
    await own.kubectl(["create", "configmap", "a", "--from-literal=theirs=1"]);
    await applyObject(transport, configMaps, map("a", { ours: "1", too: "2" }));
    await applyObject(transport, configMaps, map("a", { ours: "2" }));
    expect((await readObject<ConfigMap>(transport, configMaps, at("a"))).data).toEqual({ theirs: "1", ours: "2" });

    const database = ownType("Database");
    const bare = { metadata: { namespace, name: "d" } };
    await createObject(transport, database, { ...bare, spec: { dialect: "sqlite", source: { directory: "." } } } as ApiObject);
    const applied = await applyObject(
      transport,
      database,
      { ...bare, status: { observedGeneration: 1, journal: null } } as ApiObject,
      "status",
    );
    expect(applied).toMatchObject({ spec: { dialect: "sqlite" }, status: { observedGeneration: 1, journal: null } });
  });

  test("keep what a typed client would drop", async () => {
    const { transport } = await start();
    const definition = await readObject<ApiObject & { readonly spec: object }>(transport, customResourceDefinitions, {
      name: "revisions.keelson.dev",
    });
    expect(JSON.stringify(definition.spec)).toContain('"x-kubernetes-preserve-unknown-fields":true');
  });

  test("are listed whole, page by page, also where a page is no longer kept", async () => {
    const { transport, own, namespace, map } = await start();
    const count = 501;
    await Promise.all(Array.from({ length: count }, (_, index) => createObject(transport, configMaps, map(`m${index}`, {}))));
    await using proxy = await startFaultProxy(cluster.admin, cluster.directory, own.name);
    const slow = await connect({ kubeconfig: proxy.kubeconfig });
    proxy.answer(({ path }) => path.includes("continue="), {
      status: 410,
      body: JSON.stringify({ kind: "Status", code: 410, reason: "Expired", message: "too old" }),
    });
    const { objects } = await listObjects(slow, configMaps, { namespace });
    expect(new Set(objects.map(({ metadata }) => metadata.name)).size).toBe(count);
    expect(objects).toHaveLength(count);
    expect(proxy.seen.filter(({ path }) => path.includes("limit="))).toHaveLength(4);
  });

  test("are refused by name where the account may not, and a server that is not there is an error of its own", async () => {
    const { own, namespace } = await start();
    const account = await own.serviceAccount({ name: "reader", rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }] });
    const transport = await connect({ kubeconfig: account.kubeconfig });
    expect(isForbidden(await errorOf(listObjects(transport, secrets, { namespace })))).toBe(true);

    const proxy = await startFaultProxy(cluster.admin, cluster.directory, own.name);
    const gone = await connect({ kubeconfig: proxy.kubeconfig });
    proxy.answer(() => true, { status: 429, headers: { "retry-after": "7" }, body: "slow down" });
    expect(await errorOf(askServer(gone, { method: "GET", path: "/version" }))).toMatchObject({
      httpStatus: 429,
      retryAfterSeconds: 7,
      message: "slow down",
      retryable: true,
    });
    await proxy[Symbol.asyncDispose]();
    expect(await errorOf(askServer(gone, { method: "GET", path: "/version" }))).toBeInstanceOf(UnreachableError);
    expect(isExpired(new Error("no"))).toBe(false);
  });

  test("are asked for over connections that are kept", async () => {
    const { transport, at } = await start();
    await using proxy = await startFaultProxy(cluster.admin, cluster.directory, transport.namespace);
    const counted = await connect({ kubeconfig: proxy.kubeconfig });
    for (let turn = 0; turn < 20; turn++) await errorOf(readObject(counted, configMaps, at("none")));
    // A second one where an answer's end is not seen yet when the next is asked for.
    expect(proxy.connections()).toBeLessThanOrEqual(2);
  });
});
