import { expect, test } from "vitest";
import { runKeelson, startKeelson } from "../../cli/keelson.ts";
import { askRows } from "../../server/ask.ts";
import { startMuteServer } from "../../server/mute-server.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { startPostgresProject } from "../operator/postgres-project.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "../operator/test-operator.ts";
import { createObject } from "../server/admin.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { operatorRules } from "../server/operator-rules.ts";
import { pageVisitor } from "./page-visitor.ts";

const one = revision("one", [], [createTable("users", "id")]);
/** What the two verbs about Databases and Plans need, and no more. */
const lookingRules = [{ apiGroups: ["keelson.dev"], resources: ["databases", "plans"], verbs: ["get", "list"] }];

/** `keelson ui` about a cluster, as a process of its own with somebody's kubeconfig. */
async function openPage(kubeconfig: string, ...words: readonly string[]) {
  const { child, finished } = startKeelson(["ui", "--kubeconfig", kubeconfig, "--listen", "127.0.0.1:0", "-o", "json", ...words], {
    cwd: "/tmp",
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.stdout?.on("data", resolve);
  void finished.then(({ stdout, stderr }) => reject(new Error(stdout + stderr)));
  const end = () => {
    child.kill("SIGINT");
    return finished;
  };
  const { url } = JSON.parse(String(await promise)) as { readonly url: string };
  return { ...pageVisitor(url.replace(/\/$/, "")), end, [Symbol.asyncDispose]: async () => void (await end()) };
}

describeKubernetes("the web page of a cluster from the command line", (cluster) => {
  test("shows with the rights of whoever runs it what they reach to, and says where the rest is", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const { name } = namespace;
    const project = new ClusterProject(namespace);
    await using _operator = await startOperator(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    const { metadata } = await project.get();
    const account = await namespace.serviceAccount({ name: "looking", rules: lookingRules });
    await using page = await openPage(account.kubeconfig, "-n", name);

    expect(await page.visit("/")).toMatchObject({ status: 200, text: expect.stringContaining("InSync") });
    for (const part of ["database", "plan"]) expect((await page.visit(`/${part}/${name}/shop`)).status, part).toBe(200);
    for (const [part, what] of Object.entries({
      graph: `the ConfigMap documents in ${name} may not be read`,
      schema: `the ConfigMap documents in ${name} may not be read`,
      drift: `the Secret shop-db in ${name} may not be read`,
    })) {
      const { status, text } = await page.visit(`/${part}/${name}/shop`);
      expect({ part, status }).toEqual({ part, status: 503 });
      expect(text).toContain(what);
      expect(text).toContain("kubectl port-forward deployment/keelson-operator 8081");
      expect(text).not.toContain("Give the operator");
    }
    expect(await page.visit(`/history/${name}/shop`)).toMatchObject({ status: 503, text: expect.stringContaining("make one") });
    expect((await page.visit(`/database/kube-system/shop`)).status).toBe(404);
    expect((await project.get()).metadata).toEqual(metadata);
    expect(await page.end()).toMatchObject({ code: 0 });

    // A file of the operator's is nobody else's.
    const trusted = await namespace.serviceAccount({ name: "trusted", rules: operatorRules });
    await using other = await openPage(trusted.kubeconfig);
    for (const part of ["graph", "schema"]) expect((await other.visit(`/${part}/${name}/shop`)).status, part).toBe(200);
    expect(await other.visit(`/drift/${name}/shop`)).toMatchObject({ status: 503, text: expect.stringContaining("port-forward") });
    const wrote = [account, trusted].flatMap((who) => namespace.askedBy(who)).filter(({ verb }) => !["get", "list"].includes(verb));
    expect(wrote.filter(({ objectRef }) => objectRef?.resource !== "selfsubjectaccessreviews")).toEqual([]);
  });

  test("lists the Databases of all namespaces where it is asked to, many of them too", async () => {
    const [near, far] = [await cluster.namespace(), await cluster.namespace()];
    const account = await near.serviceAccount({ name: "all", rules: lookingRules, clusterRules: lookingRules });
    const names = Array.from({ length: 600 }, (_, index) => `shop-${index}`);
    const make = async (namespace: string, some: readonly string[]) => {
      for (const each of some)
        await createObject(cluster.admin, `/apis/keelson.dev/v1alpha1/namespaces/${namespace}/databases`, database({}, each));
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map((part) => make(near.name, names.slice(part * 100, (part + 1) * 100))));
    await make(far.name, ["shop-0"]);
    await using page = await openPage(account.kubeconfig, "--all-namespaces");
    const { status, text } = await page.visit("/");
    expect(status).toBe(200);
    for (const name of names) expect(text).toContain(`/database/${near.name}/${name}"`);
    expect(text).toContain(`/database/${far.name}/shop-0"`);
    expect(await page.visit(`/database/${far.name}/shop-0`)).toMatchObject({
      status: 200,
      text: expect.stringContaining("looked at it yet"),
    });
    await using own = await openPage(account.kubeconfig);
    expect((await own.visit("/")).text).not.toContain(far.name);
    const stranger = await near.serviceAccount({ name: "stranger", rules: operatorRules });
    await using closed = await openPage(stranger.kubeconfig, "-n", far.name);
    for (const path of ["/", `/database/${far.name}/shop-0`])
      expect(await closed.visit(path)).toMatchObject({ status: 503, text: expect.stringMatching(/forbidden.*port-forward/s) });
  });

  test("asks a server that is silent once for all who look, and only while one of them does", async () => {
    const namespace = await cluster.namespace();
    await using mute = await startMuteServer();
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: `postgresql://nobody@127.0.0.1:${mute.port}/shop` }), database({}));
    const account = await namespace.serviceAccount({ name: "trusted", rules: operatorRules });
    await using page = await openPage(account.kubeconfig);
    const path = `/drift/${namespace.name}/shop`;
    const leaving = new AbortController();
    const look = () => page.visit(path, { signal: leaving.signal }).catch(() => "left");
    const looks = [look(), look(), look(), look()];
    await expect.poll(mute.open).toBe(1);
    leaving.abort();
    expect(await Promise.all(looks)).toEqual(["left", "left", "left", "left"]);
    await expect.poll(mute.open).toBe(0);
    expect(mute.connections()).toBe(1);
    const [first, ...others] = await Promise.all([page.visit(path), page.visit(path), page.visit(path)]);
    expect(first).toMatchObject({ status: 503, text: expect.stringContaining("did not answer in time") });
    expect(others).toEqual([first, first]);
    expect(mute.connections()).toBe(2);
    await using hurried = await openPage(account.kubeconfig, "--timeout", "1s");
    expect(await hurried.visit(path)).toMatchObject({ status: 503, text: expect.stringContaining("no answer within 1s") });
  });

  test("takes what says how a cluster is reached, and nothing that is about this machine", async () => {
    const namespace = await cluster.namespace();
    const reach = ["ui", "--kubeconfig", namespace.kubeconfig];
    for (const words of [
      ["--url", "sqlite:/tmp/x.db"],
      ["--set", "shops"],
      ["--database", "shop"],
      ["-n", "a", "--all-namespaces"],
      ["--timeout", "soon"],
    ])
      expect(await runKeelson([...reach, ...words], { cwd: "/tmp" }), words.join(" ")).toMatchObject({ code: 3 });
    const nowhere = await runKeelson(["ui", "--kubeconfig", "/nowhere"], { cwd: "/tmp" });
    expect(nowhere).toMatchObject({ code: 3, stderr: expect.stringContaining("no-cluster") });
  });

  describeNewestPostgres("of a database of PostgreSQL", (server) =>
    test("asks it for what a hand changed", async () => {
      await using shop = await startPostgresProject(cluster, server);
      const { name } = shop.namespace;
      await shop.begin([one]);
      await shop.project.until("True InSync");
      await askRows(shop.target.url, "ALTER TABLE users ADD COLUMN by_hand int");
      const account = await shop.namespace.serviceAccount({ name: "trusted", rules: operatorRules });
      await using page = await openPage(account.kubeconfig, "-n", name);
      expect(await page.visit(`/drift/${name}/shop`)).toMatchObject({ status: 200, text: expect.stringContaining("by_hand") });
      expect(await page.visit(`/history/${name}/shop`)).toMatchObject({ status: 200, text: expect.stringContaining("make one") });
      expect(page.seen()).not.toContain(new URL(shop.target.url).password || "a password");
    }),
  );
});
