import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "../../../cmd/keelson/parse.ts";
import { command as operator } from "../../../cmd/keelson/command/operator.ts";
import { canonicalJson } from "../../../src/core/canonical-json.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { startProgram } from "../operator/program.ts";
import { operatorRules } from "../server/operator-rules.ts";
import { ClusterProject, configMap, createTable, database, revision, secret } from "../operator/test-operator.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { deploy, helm, kubeconfigOf, manifestsOf, mayI } from "./manifests.ts";

const chart = join(deploy, "chart");
const skipCrds = "--skip-crds";
const values = (settings: Readonly<Record<string, unknown>>) => [
  "--set-json",
  Object.entries(settings)
    .map(([path, value]) => `${path}=${JSON.stringify(value)}`)
    .join(","),
];

describeKubernetes("the chart", (cluster) => {
  test("installs an operator that can do its work with the rights that it gets, and goes away again", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const run = (...words: readonly string[]) => helm(cluster, namespace, ...words);
    expect(await run("install", "shop", chart, skipCrds)).toMatchObject({ code: 0 });
    const account = `system:serviceaccount:${namespace.name}:shop-keelson`;
    const inside = (...question: readonly string[]) => mayI(cluster, account, "-n", namespace.name, ...question);
    await expect.poll(() => inside("get", "secrets")).toBe("yes");
    expect(
      await Promise.all(
        [
          ["patch", "plans"],
          ["update", "secrets"],
          ["delete", "schemas"],
          ["patch", "databases", "--subresource=status"],
          ["get", "leases.coordination.k8s.io/keelson-operator"],
          ["get", "leases.coordination.k8s.io/other"],
        ].map((question) => inside(...question)),
      ),
    ).toEqual(["no", "no", "no", "yes", "yes", "no"]);
    expect(await mayI(cluster, account, "-n", "default", "get", "secrets")).toBe("no");

    await using _operator = await startProgram(namespace, "leads", await kubeconfigOf(cluster, namespace, "shop-keelson"));
    const project = new ClusterProject(namespace);
    await project.apply(
      secret("shop-db", { url: file.url }),
      configMap("documents", [revision("one", [], [createTable("users", "id")])]),
      database({ dialect: "sqlite" }),
    );
    await project.until("True InSync");

    expect(await run("upgrade", "shop", chart, skipCrds, ...values({ replicas: 3, "networkPolicy.enabled": true }))).toMatchObject({
      code: 0,
    });
    expect((await namespace.kubectl(["get", "deployment", "shop-keelson", "-o", "jsonpath={.spec.replicas}"])).stdout).toBe("3");
    expect(await run("uninstall", "shop")).toMatchObject({ code: 0 });
    expect(
      (
        await namespace.kubectl([
          "get",
          "deployment,role,rolebinding,networkpolicy,serviceaccount",
          "-l",
          "app.kubernetes.io/instance=shop",
          "-o",
          "name",
        ])
      ).stdout,
    ).toBe("");
  });

  test("for a whole cluster reads Secrets only where it is told to", async () => {
    const [namespace, other, stranger] = await Promise.all([cluster.namespace(), cluster.namespace(), cluster.namespace()]);
    expect(
      await helm(cluster, namespace, "install", "keelson", chart, skipCrds, ...values({ scope: "cluster", namespaces: [other.name] })),
    ).toMatchObject({ code: 0 });
    const account = `system:serviceaccount:${namespace.name}:keelson`;
    const may = (where: string, ...question: readonly string[]) => mayI(cluster, account, "-n", where, ...question);
    await expect.poll(() => may(other.name, "get", "secrets")).toBe("yes");
    await expect.poll(() => mayI(cluster, account, "--all-namespaces", "watch", "databases")).toBe("yes");
    expect(
      await Promise.all([
        may(stranger.name, "get", "secrets"),
        may(stranger.name, "list", "pods"),
        may(stranger.name, "patch", "databases", "--subresource=status"),
        may(stranger.name, "create", "plans"),
      ]),
    ).toEqual(["no", "no", "yes", "yes"]);
    expect(await helm(cluster, namespace, "uninstall", "keelson")).toMatchObject({ code: 0 });
  });

  test.for([
    {},
    { scope: "cluster", namespaces: ["a", "b"], replicas: 1 },
    {
      "networkPolicy.enabled": true,
      "networkPolicy.ingressFrom": [{ podSelector: {} }],
      "networkPolicy.egress": [{ ports: [{ port: 5432 }] }],
    },
    {
      podLabels: { team: "shop" },
      podAnnotations: { a: "b" },
      nodeSelector: { disk: "fast" },
      tolerations: [{ operator: "Exists" }],
      priorityClassName: "high",
      imagePullSecrets: [{ name: "pull" }],
      env: [{ name: "NODE_EXTRA_CA_CERTS", value: "/ca/ca.crt" }],
      volumes: [{ name: "ca", configMap: { name: "ca" } }],
      volumeMounts: [{ name: "ca", mountPath: "/ca" }],
      extraContainers: [{ name: "login", image: "proxy", args: ["--upstream=http://127.0.0.1:9081"] }],
      "ui.port": 9081,
    },
    {
      "serviceAccount.create": false,
      "serviceAccount.name": "mine",
      allowDirectories: true,
      concurrency: 3,
      shards: 4,
      "ui.enabled": false,
      "podDisruptionBudget.enabled": false,
    },
  ])("with %j gives manifests that the API server takes, and words that the operator takes", async (settings) => {
    const namespace = await cluster.namespace();
    const { code, stdout, stderr } = await helm(
      cluster,
      namespace,
      "template",
      "keelson",
      chart,
      "--namespace",
      namespace.name,
      ...(Object.keys(settings).length === 0 ? [] : values(settings)),
    );
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    const manifests = manifestsOf(stdout);
    // Nothing can be tried in namespaces that are not there.
    const own = manifests.filter((manifest) => [undefined, namespace.name].includes(manifest.metadata.namespace));
    expect(
      await namespace.kubectl(
        ["apply", "--dry-run=server", "--validate=strict", "-f", "-"],
        own.map((manifest) => JSON.stringify(manifest)).join("\n---\n"),
      ),
    ).toMatchObject({ code: 0 });
    const { args } = manifests.find(({ kind }) => kind === "Deployment")?.spec?.template?.spec.containers[0] ?? { args: [] };
    const { flags } = parse(operator, args.slice(1));
    expect(flags).toMatchObject({ listen: "0.0.0.0:8080", logFormat: "json" });
    expect(flags["ui"]).toBe("ui.enabled" in settings ? undefined : `127.0.0.1:${"ui.port" in settings ? settings["ui.port"] : 8081}`);
    const given = manifests.flatMap(({ rules = [] }) => rules);
    expect(new Set(given.map(canonicalJson))).toEqual(new Set(operatorRules.map(canonicalJson)));
  });

  test("gives monitoring what it asks for", async () => {
    const namespace = await cluster.namespace();
    const { stdout } = await helm(
      cluster,
      namespace,
      "template",
      "keelson",
      chart,
      ...values({ "serviceMonitor.enabled": true, "prometheusRule.enabled": true, "prometheusRule.labels": { release: "prometheus" } }),
    );
    const manifests = manifestsOf(stdout);
    expect(manifests.find(({ kind }) => kind === "ServiceMonitor")).toMatchObject({
      spec: { endpoints: [{ port: "http", path: "/metrics" }] },
    });
    expect(manifests.find(({ kind }) => kind === "PrometheusRule")).toMatchObject({
      metadata: { labels: { release: "prometheus" } },
      spec: { groups: [{ name: "keelson" }] },
    });
    expect(readFileSync(join(deploy, "monitoring/alerts.yaml"), "utf8")).toContain("KeelsonDrift");
  });

  test.for(
    Object.entries({
      replicas: "two",
      scope: "everything",
      namespaces: ["Not A Name"],
      concurrency: 0,
      shards: 17,
      allowDirectories: "yes",
      "image.pullPolicy": "Sometimes",
      "image.repository": "",
      "service.port": 70000,
      resources: [],
      "podDisruptionBudget.maxUnavailable": "many",
      "serviceMonitor.interval": "often",
      "networkPolicy.egress": {},
      temporaryStorage: "much",
      replica: 2,
    }),
  )("refuses %j as %j", async ([path, value]) => {
    const namespace = await cluster.namespace();
    const { code, stderr } = await helm(cluster, namespace, "template", "keelson", chart, ...values({ [path]: value }));
    expect(code).not.toBe(0);
    expect(stderr).toContain("don't meet the specifications of the schema");
  });
});
