import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { runKeelson } from "../../cli/keelson.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { ClusterProject, createTable, database, revision } from "../operator/test-operator.ts";
import { describeKubernetes, startOwnCluster } from "../server/kubernetes.ts";
import type { TestCluster, TestNamespace } from "../server/test-cluster.ts";
import { deploy } from "./manifests.ts";

interface Pod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly containers: readonly [{ readonly args: readonly string[] }] };
  readonly status: { readonly phase: string };
}

interface Job {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[] };
}

/** Waits for the Pod that the Job has made next. */
async function nextPod(namespace: TestNamespace): Promise<Pod> {
  const pending = async () =>
    (JSON.parse((await namespace.kubectl(["get", "pods", "-o", "json"])).stdout) as { readonly items: readonly Pod[] }).items.find(
      ({ status }) => status.phase === "Pending",
    );
  await expect.poll(pending).toBeDefined();
  return (await pending()) as Pod;
}

/** Plays the kubelet: runs what the Pod says on this machine, and reports how it ended. */
async function runPod(cluster: TestCluster, namespace: TestNamespace, url: string, documents: readonly object[]): Promise<void> {
  const { metadata, spec } = await nextPod(namespace);
  const folder = cluster.directory;
  const { spec: wish, ...rest } = database({
    dialect: "sqlite",
    connection: { url: { env: "KEELSON_URL" } },
    source: { directory: "." },
  }) as { readonly spec: object };
  writeFileSync(
    join(folder, "keelson.yaml"),
    [{ ...rest, spec: wish }, ...documents].map((document) => JSON.stringify(document)).join("\n---\n"),
  );
  const [{ args }] = spec.containers;
  const { code } = await runKeelson(
    args.map((word) => word.replace("/documents", folder)),
    { cwd: folder, env: { KEELSON_URL: url } },
  );
  const exitCode = code ?? 137;
  const terminated = { exitCode, reason: exitCode === 0 ? "Completed" : "Error" };
  const status = {
    phase: exitCode === 0 ? "Succeeded" : "Failed",
    containerStatuses: [{ name: "keelson", image: "keelson", imageID: "", ready: false, restartCount: 0, state: { terminated } }],
  };
  expect(
    await namespace.kubectl(["patch", "pod", metadata.name, "--subresource=status", "--type=merge", "-p", JSON.stringify({ status })]),
  ).toMatchObject({ code: 0 });
}

const one = revision("one", [], [createTable("users", "id")]);

describeKubernetes("a Job", () => {
  test("is done, tried again and given up by the exit codes of its Pods, and ended at its deadline", async () => {
    await using cluster = await startOwnCluster();
    await cluster.controllers("job-controller");
    using file = sqliteFile();
    const manifest = parse(readFileSync(join(deploy, "jobs/job.yaml"), "utf8")) as { readonly spec: object };
    const begin = async (changes: object = {}): Promise<TestNamespace> => {
      const namespace = await cluster.namespace();
      await new ClusterProject(namespace).apply(parse(stringify({ ...manifest, spec: { ...manifest.spec, ...changes } })) as object);
      return namespace;
    };
    const ends = (namespace: TestNamespace) =>
      expect.poll(async () => {
        const { status } = await new ClusterProject(namespace).get<Job>("job", "shop-schema");
        return status?.conditions
          ?.filter((condition) => condition.status === "True" && ["Complete", "Failed"].includes(condition.type))
          .map(({ type, reason }) => `${type} ${reason}`)[0];
      });

    const good = await begin();
    await runPod(cluster, good, file.url, [one]);
    await ends(good).toMatch(/^Complete/);

    // The world may be better the next time: a database that cannot be reached, then one that can.
    const unlucky = await begin();
    await runPod(cluster, unlucky, "sqlite:/nonexistent/folder/shop.db", [one]);
    await runPod(cluster, unlucky, file.url, [one]);
    await ends(unlucky).toMatch(/^Complete/);

    // What people wrote is not.
    const wrong = await begin();
    await runPod(cluster, wrong, file.url, [revision("two", ["nowhere"], [])]);
    await ends(wrong).toBe("Failed PodFailurePolicy");

    const late = await begin({ activeDeadlineSeconds: 1 });
    await nextPod(late);
    await ends(late).toBe("Failed DeadlineExceeded");
  });
});
