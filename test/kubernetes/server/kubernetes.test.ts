import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ask } from "./admin.ts";
import { describeKubernetes, startOwnCluster } from "./kubernetes.ts";

const run = promisify(execFile);

describeKubernetes("an API server", (cluster) => {
  test("knows its version, and kubectl works in a namespace", async () => {
    const namespace = await cluster.namespace();
    expect(JSON.parse((await ask(cluster.admin, "GET", "/version")).text)).toMatchObject({ major: "1" });
    expect(await namespace.kubectl(["create", "configmap", "a", "--from-literal=b=c"])).toMatchObject({ code: 0 });
    expect((await namespace.kubectl(["get", "configmap", "a", "-o", "jsonpath={.data.b}"])).stdout).toBe("c");
    expect((await cluster.kubectl(["get", "configmap", "a"])).stderr).toContain("NotFound");
  });

  test("gives a service account the rights it was given and no others, and tells who asked for what", async () => {
    const namespace = await cluster.namespace();
    const account = await namespace.serviceAccount({
      name: "reader",
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["list"] }],
    });
    const path = `/api/v1/namespaces/${namespace.name}`;
    expect((await ask(account.access, "GET", `${path}/configmaps`)).status).toBe(200);
    expect((await ask(account.access, "GET", `${path}/secrets`)).status).toBe(403);
    await expect
      .poll(() =>
        cluster
          .audit()
          .filter(({ user }) => user.username === account.username)
          .map(({ verb, objectRef, responseStatus }) => [verb, objectRef?.resource, responseStatus?.code]),
      )
      .toEqual(
        expect.arrayContaining([
          ["list", "configmaps", 200],
          ["list", "secrets", 403],
        ]),
      );
  });

  test("kstatus is that of the reference implementation", async () => {
    const object = { apiVersion: "keelson.dev/v1alpha1", kind: "Database", metadata: { name: "a", generation: 2 }, spec: {} };
    expect(await cluster.kstatus(object)).toMatchObject({ status: "Current" });
    expect(await cluster.kstatus({ ...object, status: { observedGeneration: 1 } })).toMatchObject({ status: "InProgress" });
  });

  test("of one's own keeps its objects when it or its etcd is killed, and runs jobs where it is told to", async () => {
    await using own = await startOwnCluster();
    expect(await own.kubectl(["create", "configmap", "kept"])).toMatchObject({ code: 0 });
    await own.apiServer.kill();
    await own.etcd.kill();
    await own.etcd.restart();
    await own.apiServer.restart();
    expect(await own.kubectl(["get", "configmap", "kept"])).toMatchObject({ code: 0 });
    await own.controllers("job-controller");
    expect(await own.kubectl(["create", "job", "one", "--image=none"])).toMatchObject({ code: 0 });
    await expect.poll(async () => (await own.kubectl(["get", "pods", "-o", "name"])).stdout).toMatch(/^pod\/one-/);
  });

  test("goes with the process that started it", async () => {
    const start = join(import.meta.dirname, "start-cluster.ts");
    const script = `const { startCluster } = await import(${JSON.stringify(start)}); const { directory } = await startCluster(${JSON.stringify(cluster.programs)}); console.log(directory); process.kill(process.pid, "SIGKILL");`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script]).catch((error: { stdout: string }) => error);
    const directory = stdout.trim();
    expect(directory).toContain("keelson-kubernetes-");
    await expect.poll(() => existsSync(directory)).toBe(false);
    const { stdout: processes } = await run("ps", ["-eo", "args"]);
    expect(processes).not.toContain(directory);
  });
});
