import { expect, test } from "vitest";
import type { ApiObject } from "../../../src/kubernetes/client/api-object.ts";
import { connect } from "../../../src/kubernetes/client/connect.ts";
import { ObjectCache } from "../../../src/kubernetes/client/object-cache.ts";
import { configMaps } from "../../../src/kubernetes/client/resource-type.ts";
import type { Transport } from "../../../src/kubernetes/client/transport.ts";
import { watchObjects } from "../../../src/kubernetes/client/watch-objects.ts";
import { type FaultProxy, startFaultProxy } from "../server/fault-proxy.ts";
import { describeKubernetes, startOwnCluster } from "../server/kubernetes.ts";

interface ConfigMap extends ApiObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** A cache that follows the ConfigMaps of a namespace, and what happened on the way. */
function follow(transport: Transport) {
  const stop = new AbortController();
  const cache = new ObjectCache<ConfigMap>();
  const troubles: unknown[] = [];
  const lists = { count: 0 };
  const ended = (async () => {
    const { namespace } = transport;
    for await (const change of watchObjects<ConfigMap>(
      transport,
      configMaps,
      { namespace },
      { signal: stop.signal, onTrouble: (error) => void troubles.push(error) },
    )) {
      if (change.kind === "listed") lists.count++;
      cache.take(change);
    }
  })();
  const end = async () => {
    stop.abort();
    await ended;
  };
  return {
    names: () =>
      [...cache.all()]
        .map(({ metadata }) => metadata.name)
        .filter((name) => name !== "kube-root-ca.crt")
        .sort(),
    troubles,
    lists,
    end,
    [Symbol.asyncDispose]: end,
  };
}

const soon = { interval: 20 };
const isWatch = ({ path }: { readonly path: string }) => path.includes("watch=true");

describeKubernetes("a watch", (cluster) => {
  const behindProxy = async (
    body: (
      proxy: FaultProxy,
      following: ReturnType<typeof follow>,
      make: (name: string) => Promise<unknown>,
      remove: (name: string) => Promise<unknown>,
    ) => Promise<void>,
  ) => {
    const own = await cluster.namespace();
    await using proxy = await startFaultProxy(cluster.admin, cluster.directory, own.name);
    await own.kubectl(["create", "configmap", "first"]);
    await using following = follow(await connect({ kubeconfig: proxy.kubeconfig }));
    await expect.poll(following.names, soon).toEqual(["first"]);
    await expect.poll(() => proxy.seen.filter(isWatch).length, soon).toBe(1);
    await body(
      proxy,
      following,
      (name) => own.kubectl(["create", "configmap", name]),
      (name) => own.kubectl(["delete", "configmap", name]),
    );
  };

  test("tells what is there, what is new and what has gone", () =>
    behindProxy(async (proxy, following, make, remove) => {
      await make("second");
      await expect.poll(following.names, soon).toEqual(["first", "second"]);
      await remove("first");
      await expect.poll(following.names, soon).toEqual(["second"]);
      expect(following.troubles).toEqual([]);
      expect(proxy.seen.filter(isWatch)).toHaveLength(1);
    }));

  test("goes on where it was when its connection is cut, without a list", () =>
    behindProxy(async (proxy, following, make, remove) => {
      proxy.cut();
      await remove("first");
      await make("second");
      await expect.poll(following.names, soon).toEqual(["second"]);
      expect(following.lists.count).toBe(1);
      expect(following.troubles).toHaveLength(1);
    }));

  test("lists again when its place is no longer kept, and finds what has gone meanwhile", () =>
    behindProxy(async (proxy, following, _make, remove) => {
      proxy.answer(isWatch, {
        status: 410,
        body: JSON.stringify({ kind: "Status", code: 410, reason: "Expired", message: "too old resource version" }),
      });
      proxy.cut();
      await remove("first");
      await expect.poll(following.names, soon).toEqual([]);
      expect(following.lists.count).toBe(2);
    }));

  test("takes an error within the stream as it takes one in its place", () =>
    behindProxy(async (proxy, following, make) => {
      const expired = JSON.stringify({
        type: "ERROR",
        object: { kind: "Status", code: 410, reason: "Expired", message: "too old resource version" },
      });
      proxy.answer(isWatch, { status: 200, body: `${expired}\n` });
      proxy.cut();
      await make("second");
      await expect.poll(following.names, soon).toEqual(["first", "second"]);
      expect(following.lists.count).toBe(2);
    }));

  const failing: readonly { readonly status: number; readonly headers?: Readonly<Record<string, string>> }[] = [
    { status: 429, headers: { "retry-after": "1" } },
    { status: 500 },
    { status: 503 },
    { status: 504 },
    { status: 401 },
  ];
  test.each(failing)("comes back after some answers $status", ({ status, headers = {} }) =>
    behindProxy(async (proxy, following, make) => {
      proxy.answer(isWatch, { status, headers, body: "no" }, 2);
      proxy.cut();
      await make("second");
      await expect.poll(following.names, soon).toEqual(["first", "second"]);
      expect(following.troubles.map((error) => (error as { httpStatus?: number }).httpStatus)).toEqual([undefined, status, status]);
      expect(following.lists.count).toBe(1);
    }),
  );

  test("does not hurry where a server ends every watch at once", () =>
    behindProxy(async (proxy, following, make) => {
      const before = proxy.seen.filter(isWatch).length;
      proxy.answer(isWatch, { status: 200, body: "" }, 3);
      const started = performance.now();
      proxy.cut();
      await make("second");
      await expect.poll(following.names, soon).toEqual(["first", "second"]);
      expect(proxy.seen.filter(isWatch).length - before).toBe(4);
      expect(performance.now() - started).toBeGreaterThan(500);
    }));

  test("ends when it is told to, also while nothing answers", () =>
    behindProxy(async (proxy, following) => {
      proxy.stall();
      proxy.cut();
      await expect.poll(() => proxy.seen.filter(isWatch).length, soon).toBe(2);
      await following.end();
    }));

  test("outlives an API server that is restarted, killed and starved, and an etcd that is killed", async () => {
    await using own = await startOwnCluster();
    const namespace = await own.namespace();
    await using following = follow(await connect({ kubeconfig: namespace.kubeconfig }));
    const make = async (name: string) => {
      await expect.poll(async () => (await namespace.kubectl(["create", "configmap", name])).code, soon).toBe(0);
    };
    await make("a");
    await expect.poll(following.names, soon).toEqual(["a"]);
    await own.apiServer.restart();
    await make("b");
    await expect.poll(following.names, soon).toEqual(["a", "b"]);
    await own.apiServer.kill();
    await own.apiServer.restart();
    await namespace.kubectl(["delete", "configmap", "a"]);
    await expect.poll(following.names, soon).toEqual(["b"]);
    await own.etcd.kill();
    await own.etcd.restart();
    await make("c");
    await expect.poll(following.names, soon).toEqual(["b", "c"]);
    own.apiServer.pause();
    own.apiServer.resume();
    await make("d");
    await expect.poll(following.names, soon).toEqual(["b", "c", "d"]);
    expect(following.troubles.length).toBeGreaterThan(0);
  });
});
