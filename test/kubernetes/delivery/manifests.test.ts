import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { command as operator } from "../../../cmd/keelson/command/operator.ts";
import { command as reconcile } from "../../../cmd/keelson/command/reconcile.ts";
import { command as wait } from "../../../cmd/keelson/command/wait.ts";
import { parse } from "../../../cmd/keelson/parse.ts";
import { runKeelson } from "../../cli/keelson.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { startProgram } from "../operator/program.ts";
import { ClusterProject, configMap, createTable, database, revision, secret } from "../operator/test-operator.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { deploy, kubeconfigOf, manifestsOf, mayI } from "./manifests.ts";

const users = [{ ...revision("create_users", [], [createTable("users", "id")]), metadata: { name: "create-users" } }];

describeKubernetes("the manifests", (cluster) => {
  test("of kustomize give an operator that works in the namespace of an overlay, and one may wait for it", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const overlay = `namespace: ${namespace.name}\nresources: [ ${relative(cluster.directory, join(deploy, "kustomize"))} ]\n`;
    writeFileSync(join(cluster.directory, "kustomization.yaml"), overlay);
    const { code, stdout, stderr } = await namespace.kubectl(["kustomize", cluster.directory]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(await namespace.kubectl(["apply", "--server-side", "--validate=strict", "-f", "-"], stdout)).toMatchObject({ code: 0 });
    const account = `system:serviceaccount:${namespace.name}:keelson-operator`;
    await expect.poll(() => mayI(cluster, account, "-n", namespace.name, "get", "secrets")).toBe("yes");
    expect(await mayI(cluster, account, "-n", "default", "get", "secrets")).toBe("no");
    const { args } = manifestsOf(stdout).find(({ kind }) => kind === "Deployment")?.spec?.template?.spec.containers[0] ?? { args: [] };
    expect(parse(operator, args.slice(1)).flags).toMatchObject({ listen: "0.0.0.0:8080", ui: "127.0.0.1:8081" });

    await using _operator = await startProgram(namespace, "leads", await kubeconfigOf(cluster, namespace, "keelson-operator"));
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", users), database({ dialect: "sqlite" }));
    expect(
      await namespace.kubectl(["apply", "--server-side", "--validate=strict", "-f", join(deploy, "jobs/application.yaml")]),
    ).toMatchObject({ code: 0 });
    const [, waiting = ""] = /args: \[(wait, .*)\]/.exec(readFileSync(join(deploy, "jobs/application.yaml"), "utf8")) ?? [];
    const words = waiting.replace("$(NAMESPACE)", namespace.name).split(", ");
    expect(parse(wait, words.slice(1)).flags).toMatchObject({ database: "shop" });
    expect(
      await runKeelson([...words, "--kubeconfig", await kubeconfigOf(cluster, namespace, "shop")], { cwd: cluster.directory }),
    ).toMatchObject({ code: 0 });
  });

  test.for(["job.yaml", "cronjob.yaml"])("%s is taken by the API server, and its words by the command", async (name) => {
    const namespace = await cluster.namespace();
    const path = join(deploy, "jobs", name);
    expect(await namespace.kubectl(["apply", "--server-side", "--validate=strict", "-f", path])).toMatchObject({ code: 0 });
    const [, words = ""] = /args: \[(.*)\]/.exec(readFileSync(path, "utf8")) ?? [];
    expect(parse(reconcile, words.split(", ").slice(1)).flags).toMatchObject({ file: "/documents/keelson.yaml", timeout: "50m" });
  });

  test("of a Job and a CronJob run the same Pod", async () => {
    const [job, cron] = ["job.yaml", "cronjob.yaml"].map(
      (name) => manifestsOf(readFileSync(join(deploy, "jobs", name), "utf8"))[0]?.spec as unknown,
    );
    expect(cron).toMatchObject({ jobTemplate: { spec: job } });
  });
});
