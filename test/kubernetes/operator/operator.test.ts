import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { alertRules, dashboardQueries } from "../../deploy/monitoring-files.ts";
import { readQuery } from "../../deploy/promql.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { runKeelson } from "../../cli/keelson.ts";
import { beyond } from "../server/audit.ts";
import { describeKubernetes, startOwnCluster } from "../server/kubernetes.ts";
import { startProgram } from "./program.ts";
import { operatorRules } from "../server/operator-rules.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);

const ask = async (url: string, init?: RequestInit) => {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text() };
};

describeKubernetes("keelson operator", (cluster) => {
  test("tells how it is and how its databases are, and ends well when it is told to", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    await using operator = await startProgram(namespace, "leads");
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    await project.apply(configMap("documents", [one, two]));
    await project.reaches("two");

    expect((await ask(`${operator.url}/healthz`)).status).toBe(200);
    expect((await ask(`${operator.url}/readyz`)).status).toBe(200);
    const ready = (query: string) => ask(`${operator.url}/readyz/databases/${namespace.name}/shop${query}`);
    expect(await ready("")).toMatchObject({ status: 200, text: expect.stringContaining("InSync") });
    expect(await ready("?revision=two")).toMatchObject({ status: 200 });
    // An older one that is applied too: the journal knows.
    expect(await ready("?revision=one")).toMatchObject({ status: 200 });
    expect(await ready("?revision=three")).toEqual({ status: 503, text: "three is not applied yet\n" });
    for (const nobody of [`${namespace.name}/nobody`, "kube-system/shop"])
      expect((await ask(`${operator.url}/readyz/databases/${nobody}`)).status, nobody).toBe(404);
    for (const path of [
      "",
      "nowhere",
      "readyz/databases",
      "readyz/databases/a",
      "readyz/databases/a/b/c",
      "readyz/databases/%2e%2e/x",
      "readyz/databases/a/%E0%A4%A",
      "readyz/databases/a/B",
    ])
      expect((await ask(`${operator.url}/${path}`)).status, path).toBe(404);
    expect((await ask(`${operator.url}/healthz`, { method: "POST" })).status).toBe(405);
    const { text } = await ask(`${operator.url}/metrics`);
    const labels = `{namespace="${namespace.name}",database="shop"}`;
    for (const line of [
      "keelson_leader 1",
      `keelson_database_ready${labels} 1`,
      `keelson_revisions_pending${labels} 0`,
      "keelson_queue_depth 0",
    ])
      expect(text.split("\n")).toContain(line);
    expect(text).toMatch(/keelson_reconcile_duration_seconds_count [2-9]/);
    const asked = [...alertRules.map(({ expr }) => expr), ...dashboardQueries].flatMap((query) => readQuery(query).metrics);
    for (const metric of asked) expect(text).toContain(`# TYPE ${metric.replace(/_bucket$/, "")} `);

    operator.signal("SIGTERM");
    expect(await operator.finished).toMatchObject({ code: 0, stdout: "" });
    expect(operator.lines().map(({ event }) => event)).toEqual(
      expect.arrayContaining(["operator.started", "operator.leads", "operator.stopped"]),
    );
    expect((await namespace.kubectl(["get", "lease", "keelson-operator", "-o", "jsonpath={.spec.holderIdentity}"])).stdout).toBe("");
  });

  test("of two replicas one works; when it is killed, or told to end, the other does", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    await using first = await startProgram(namespace, "leads");
    await using second = await startProgram(namespace, "started");
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    expect((await ask(`${second.url}/metrics`)).text).toContain("keelson_leader 0");
    expect((await ask(`${second.url}/readyz/databases/${namespace.name}/shop`)).status).toBe(200);
    first.signal("SIGKILL");
    await first.finished;
    await project.apply(configMap("documents", [one, two]));
    await project.reaches("two");
    // Handed on, so nobody has to wait for it to run out.
    await using third = await startProgram(namespace, "started");
    second.signal("SIGTERM");
    await expect.poll(() => third.lines().some(({ event }) => event === "operator.leads")).toBe(true);
  });

  test("who slept through the end of its term writes nothing more", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    await using first = await startProgram(namespace, "leads");
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    await using second = await startProgram(namespace, "started");
    first.signal("SIGSTOP");
    await expect.poll(() => second.lines().some(({ event }) => event === "operator.leads")).toBe(true);
    await project.apply(configMap("documents", [one, two]));
    await project.reaches("two");
    const before = (await project.get()).metadata.resourceVersion;
    first.signal("SIGCONT");
    await expect.poll(async () => (await ask(`${first.url}/metrics`)).text).toContain("keelson_leader 0");
    expect((await project.get()).metadata.resourceVersion).toBe(before);
    // Nor does it tell how a Database stands that another works on: an alert would go off for what was long ago.
    await expect.poll(async () => (await ask(`${first.url}/metrics`)).text).not.toContain("keelson_database_ready{");
    expect((await ask(`${second.url}/metrics`)).text).toContain("keelson_database_ready{");
  });

  test("a webhook has a Database looked at, if it knows the token", async () => {
    const namespace = await cluster.namespace();
    await using operator = await startProgram(namespace, "leads");
    const project = new ClusterProject(namespace);
    const git = { url: "https://127.0.0.1:1/shop.git", webhook: { secretRef: { name: "hook" } } };
    await project.apply(
      secret("hook", { token: "canary\n" }),
      secret("shop-db", { url: "sqlite:/tmp/none.db" }),
      database({ dialect: "sqlite", source: { git } }),
    );
    const url = `${operator.url}/webhooks/databases/${namespace.name}/shop`;
    const push = (headers: Readonly<Record<string, string>>, to = url) =>
      ask(to, { method: "POST", headers, body: "{}" }).then(({ status }) => status);
    const sign = (token: string) => `sha256=${createHmac("sha256", token).update("{}").digest("hex")}`;
    expect(await push({})).toBe(403);
    expect(await push({ "x-gitlab-token": "wrong" })).toBe(403);
    expect(await push({ "x-hub-signature-256": sign("wrong") })).toBe(403);
    expect(await push({ authorization: "Bearer canary" }, `${operator.url}/webhooks/databases/${namespace.name}/nobody`)).toBe(403);
    const flood = { method: "POST", headers: { "x-hub-signature-256": sign("wrong") }, body: Buffer.alloc(5_000_000) };
    expect((await ask(url, flood)).status).toBe(413);
    expect((await project.get()).metadata.annotations?.["keelson.dev/reconcile-at"]).toBeUndefined();
    const known: readonly Readonly<Record<string, string>>[] = [
      { "x-gitlab-token": "canary" },
      { authorization: "Bearer canary" },
      { "x-hub-signature-256": sign("canary") },
    ];
    for (const headers of known) expect(await push(headers)).toBe(202);
    const asked = (await project.get()).metadata.annotations?.["keelson.dev/reconcile-at"];
    await expect.poll(async () => (await project.get()).status?.lastHandledReconcileAt).toBe(asked);
    expect(JSON.stringify(operator.lines())).not.toContain("canary");
  });

  test("does not start where the cluster's definitions are older, or there are none", async () => {
    await using own = await startOwnCluster();
    const run = () => runKeelson(["operator", "--kubeconfig", own.kubeconfig, "--listen", "127.0.0.1:0"], { cwd: "/tmp" });
    const path = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/planHistoryLimit";
    expect(
      await own.kubectl(["patch", "crd", "databases.keelson.dev", "--type=json", "-p", JSON.stringify([{ op: "remove", path }])]),
    ).toMatchObject({ code: 0 });
    // For a moment the server describes neither.
    const isServed = async (field: string) => (await own.kubectl(["explain", `database.spec.${field}`])).code === 0;
    await expect.poll(async () => [await isServed("target"), await isServed("planHistoryLimit")]).toEqual([true, false]);
    const older = await run();
    expect(older).toMatchObject({ code: 3 });
    expect(older.stderr).toContain("definition of Database is older than this keelson: it has no spec.planHistoryLimit");
    expect(older.stderr).toContain("keelson crds | kubectl apply --server-side -f -");
    await own.kubectl([
      "delete",
      "crd",
      "databases.keelson.dev",
      "plans.keelson.dev",
      "databasesets.keelson.dev",
      "schemas.keelson.dev",
      "revisions.keelson.dev",
    ]);
    await expect.poll(async () => (await run()).stderr).toContain("the cluster has no definition of");
  });

  test("of several namespaces reads in each what its own Databases name, and nothing else", async () => {
    using file = sqliteFile();
    using foreign = sqliteFile();
    const [near, far] = [await cluster.namespace(), await cluster.namespace()];
    await using operator = await startOperator(near, { beside: [far] });
    const [own, other] = [new ClusterProject(near), new ClusterProject(far)];
    await other.apply(
      secret("shop-db", { url: foreign.url }),
      secret("private", { url: foreign.url }),
      configMap("documents", [one]),
      database({ dialect: "sqlite" }),
    );
    const url = { secretKeyRef: { name: "private", key: "url" } };
    const climbing = `../../${far.name}/secrets/private`;
    await own.apply(
      secret("shop-db", { url: file.url }),
      configMap("documents", [one]),
      database({ dialect: "sqlite" }),
      database({ dialect: "sqlite", connection: { url } }, "thief"),
      database({ dialect: "sqlite", connection: { url: { secretKeyRef: { ...url.secretKeyRef, name: climbing } } } }, "climber"),
    );
    await Promise.all([own.until("True InSync"), other.until("True InSync")]);
    expect((await own.until("False DatabaseUnavailable Reconciling", "thief")).status?.message).toBe(
      `there is no Secret private in ${near.name}`,
    );
    await own.until("False DatabaseUnavailable Reconciling", "climber");
    await operator.stop();
    const read = near.askedBy(operator.account).filter(({ verb, objectRef }) => verb === "get" && objectRef?.resource === "secrets");
    expect(new Set(read.map(({ objectRef }) => `${objectRef?.namespace}/${objectRef?.name}`))).toEqual(
      new Set([`${near.name}/shop-db`, `${near.name}/private`, `${far.name}/shop-db`]),
    );
  });

  test("reads Secrets of its own namespace alone, and writes no Secret, no Plan's consent and no spec", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const account = await namespace.serviceAccount({ name: "audited", rules: operatorRules });
    await using _operator = await startProgram(namespace, "leads", account.kubeconfig);
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    const own = namespace.askedBy(account).filter(({ objectRef }) => objectRef?.resource !== "selfsubjectaccessreviews");
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter(({ responseStatus }) => responseStatus?.code === 403)).toEqual([]);
    expect(beyond(own, [namespace.name]).filter(({ objectRef }) => objectRef?.resource !== "customresourcedefinitions")).toEqual([]);
    const writes = new Set(
      own
        .filter(({ verb }) => !["get", "list", "watch"].includes(verb))
        .map(
          ({ verb, objectRef }) =>
            `${verb} ${objectRef?.resource}${objectRef?.subresource === undefined ? "" : `/${objectRef.subresource}`}`,
        ),
    );
    // The Lease is renewed where this takes longer than a third of it.
    writes.delete("update leases");
    expect([...writes].sort()).toEqual(["create events", "create leases", "patch databases", "patch databases/status"]);
  });
});
