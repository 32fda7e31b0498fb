import { request } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { runKeelson } from "../../cli/keelson.ts";
import { askRows } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { startProgram } from "../operator/program.ts";
import { ClusterProject, configMap, createTable, database, type PlanObject, revision, secret } from "../operator/test-operator.ts";
import { operatorRules } from "../server/operator-rules.ts";
import { describeKubernetes, startOwnCluster } from "../server/kubernetes.ts";
import { pageOf } from "./page-visitor.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [{ dropTable: { name: "users" } }, createTable("orders", "id")]);
const flags = ["--ui", "127.0.0.1:0"];

describeKubernetes("the web page of an operator", (cluster) => {
  describeNewestPostgres("with a database of PostgreSQL", (server) =>
    test("shows how it stands, what waits with its statements, what was done, what a hand did, and no password", async () => {
      const namespace = await cluster.namespace();
      await using target = await server.database();
      const project = new ClusterProject(namespace);
      await using operator = await startProgram(namespace, "leads", undefined, flags);
      const page = pageOf(operator);
      const at = (part: string) => `/${part}/${namespace.name}/shop`;
      const role = `role_${target.name}`;
      const url = Object.assign(new URL(target.url), { username: role, password: "canary-word" }).href;
      await askRows(target.url, `CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'canary-word'`);
      await project.apply(secret("shop-db", { url }), configMap("documents", [one]), database({}));
      await project.until("True InSync");

      expect(await page.visit("/")).toMatchObject({
        status: 200,
        text: expect.stringContaining(`href="/database/${namespace.name}/shop"`),
      });
      expect((await page.visit(at("database"))).text).toMatch(/<td>Ready<\/td>.*InSync/s);
      expect((await page.visit(at("graph"))).text).toContain("make one");
      expect(await page.visit(at("schema"))).toMatchObject({ status: 200, text: expect.stringMatching(/<svg.*users/s) });

      await askRows(url, "INSERT INTO users VALUES (1)");
      await project.apply(configMap("documents", [one, two]));
      const { status } = await project.until("False AwaitingApproval Reconciling not Approved");
      const waiting = await page.visit(at("plan"));
      expect(waiting.status).toBe(200);
      expect(waiting.text).toMatch(/waits for approval.*DROP TABLE public.users;.*dataLoss/s);
      expect((await page.visit(at("database"))).text).toContain("AwaitingApproval");
      await expect.poll(async () => (await page.visit("/")).text).toContain("AwaitingApproval");
      const plan = String(status?.plan?.ref);
      expect(waiting.text).toContain((await project.get<PlanObject>("plan", plan)).spec.digest);
      await namespace.kubectl(["patch", "plan", plan, "--type=merge", "-p", '{"spec":{"approved":true}}']);
      await project.until("True InSync");
      await expect.poll(async () => (await page.visit(at("plan"))).text).toMatch(/approved.*DROP TABLE public.users;/s);
      expect((await page.visit(at("history"))).text).toMatch(/two.*current.*one/s);

      await askRows(url, "ALTER TABLE orders ADD COLUMN by_hand int");
      const version = (await project.get()).metadata.resourceVersion;
      await expect.poll(async () => (await page.visit(at("drift"))).text).toMatch(/<ins><code>[^<]*by_hand/);
      for (const part of ["database", "graph", "plan", "drift", "history", "schema"])
        expect((await page.visit(at(part))).status, part).toBe(200);
      expect((await project.get()).metadata.resourceVersion).toBe(version);

      // Of a database that cannot be asked the status is shown still.
      await namespace.kubectl(["annotate", "--overwrite", "database", "shop", "keelson.dev/reconcile-at=1"]);
      await expect.poll(async () => (await project.get()).status?.drift?.objects.length).toBe(1);
      await project.delete("secret", "shop-db");
      await expect.poll(async () => (await page.visit(at("drift"))).status).toBe(503);
      const away = (await page.visit(at("drift"))).text;
      expect(away).toContain(`there is no Secret shop-db in ${namespace.name}`);
      expect(away).toContain("orders.by_hand");
      expect(await page.visit(at("history"))).toMatchObject({ status: 503, text: expect.stringContaining("make two") });
      expect((await page.visit(at("graph"))).status).toBe(200);

      expect(page.seen()).not.toContain("canary");
      expect(JSON.stringify(operator.lines())).not.toContain("canary");
      await askRows(target.url, `DROP OWNED BY ${role} CASCADE`).catch(() => undefined);
    }),
  );

  test("is for reading, for who reaches this machine, and of what the operator serves", async () => {
    using file = sqliteFile();
    const [namespace, other] = [await cluster.namespace(), await cluster.namespace()];
    const account = await namespace.serviceAccount({ name: "looking", rules: operatorRules });
    const [project, elsewhere] = [new ClusterProject(namespace), new ClusterProject(other)];
    await using operator = await startProgram(namespace, "leads", account.kubeconfig, flags);
    const page = pageOf(operator);
    for (const each of [project, elsewhere])
      await each.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");

    expect((await page.visit("/")).text).not.toContain(other.name);
    for (const nowhere of [
      `/database/${other.name}/shop`,
      `/database/${namespace.name}/nobody`,
      "/database/kube-system/shop",
      `/database/${namespace.name}`,
      `/database/shop`,
      `/database/${namespace.name}/shop/status`,
      `/database/${namespace.name}/..%2f..%2fsecrets%2fshop-db`,
      `/database/..%2f${namespace.name}/shop`,
      `/database/${namespace.name}/SHOP`,
      `/secret/${namespace.name}/shop-db`,
    ])
      expect((await page.visit(nowhere)).status, nowhere).toBe(404);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect((await page.visit("/", { method })).status, method).toBe(405);
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request(page.url, { headers: { host: "attacker.example" } }, ({ statusCode }) => resolve(statusCode)).end();
    expect(await promise).toBe(421);
    const asked = namespace.askedBy(account);
    expect(asked.filter(({ responseStatus }) => responseStatus?.code === 403)).toEqual([]);
    expect(asked.filter(({ objectRef }) => objectRef?.namespace === other.name)).toEqual([]);
  });

  test("of several namespaces shows each that it may look into, and says of the others that it may not", async () => {
    using file = sqliteFile();
    const [namespace, closed] = [await cluster.namespace(), await cluster.namespace()];
    const project = new ClusterProject(namespace);
    const more = ["-n", namespace.name, "-n", closed.name, ...flags];
    await using operator = await startProgram(namespace, "leads", undefined, more);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    const page = pageOf(operator);
    const { status, text } = await page.visit("/");
    expect(status).toBe(200);
    expect(text).toContain("InSync");
    expect(text).toMatch(new RegExp(`forbidden.*${closed.name}`, "s"));
    const where = `/database/${closed.name}`;
    expect(text).toContain(`href="${where}"`);
    expect(await page.visit(where)).toMatchObject({ status: 503, text: expect.stringContaining("forbidden") });
  });

  test("shows all of a plan that is longer than its object, and none that somebody made up", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    await using operator = await startProgram(namespace, "leads", undefined, flags);
    const page = pageOf(operator);
    const path = `/plan/${namespace.name}/shop`;
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    expect((await page.visit(path)).text).toContain("No plan waits.");
    using shop = new DatabaseSync(file.path);
    shop.exec("INSERT INTO users VALUES (1)");
    const tables = Array.from({ length: 250 }, (_, index) => createTable(`t${index}`, "id"));
    await project.apply(configMap("documents", [one, revision("many", ["one"], [...tables, { dropTable: { name: "users" } }])]));
    const { status } = await project.until("False AwaitingApproval Reconciling not Approved");
    const shown = await project.get<PlanObject>("plan", String(status?.plan?.ref));
    expect(shown.spec.stages.flatMap(({ statements }) => statements)).toHaveLength(200);
    const { ownerReferences } = shown.metadata;
    const digest = `sha256:${"0".repeat(64)}`;
    const madeUp = { apiVersion: "keelson.dev/v1alpha1", kind: "Plan", metadata: { name: "made-up", ownerReferences } };
    await project.apply({ ...madeUp, spec: { ...shown.spec, digest, approved: true } });
    const annotations = { "keelson.dev/statements": "documents nowhere" };
    await project.apply({
      ...madeUp,
      metadata: { name: "torn", ownerReferences, annotations },
      spec: { ...shown.spec, digest, approved: true },
    });
    const { status: answered, text } = await page.visit(path);
    expect(answered).toBe(200);
    for (const words of ["t249", "DROP TABLE", "dataLoss", shown.spec.digest]) expect(text).toContain(words);
    expect(text).not.toContain(digest);
  });

  test("says nothing of a database that nobody could ask yet", async () => {
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    await using operator = await startProgram(namespace, "leads", undefined, flags);
    const page = pageOf(operator);
    await project.apply(configMap("documents", [one]), database({}));
    await project.until("False DatabaseUnavailable Reconciling");
    const { text } = await page.visit(`/database/${namespace.name}/shop`);
    expect(text).toContain(`there is no Secret shop-db in ${namespace.name}`);
    expect(text).not.toContain("<code>base</code>");
    const history = await page.visit(`/history/${namespace.name}/shop`);
    expect(history).toMatchObject({ status: 503, text: expect.stringContaining("there is no Secret shop-db") });
    expect(history.text).not.toContain("Nothing was changed");
    expect((await page.visit(`/graph/${namespace.name}/shop`)).text).toContain("make one");
  });

  test("is served by each replica, by none that was not asked to, and by nobody where the port is taken", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    await using first = await startProgram(namespace, "leads", undefined, flags);
    await using second = await startProgram(namespace, "started", undefined, flags);
    await using third = await startProgram(namespace, "started");
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    for (const operator of [first, second]) {
      const page = pageOf(operator);
      for (const part of ["database", "graph", "plan", "drift", "history", "schema"])
        expect(await page.visit(`/${part}/${namespace.name}/shop`), part).toMatchObject({ status: 200 });
    }
    expect(third.lines().find(({ event }) => event === "operator.started")).not.toHaveProperty("ui");
    expect((await fetch(`${third.url}/`)).status).toBe(404);
    const words = ["operator", "--kubeconfig", namespace.kubeconfig, "--listen", "127.0.0.1:0"];
    const taken = new URL(pageOf(first).url).host;
    const late = await runKeelson([...words, "--ui", taken], { cwd: "/tmp" });
    expect(late).toMatchObject({ code: 1, stdout: "" });
    expect(late.stderr).toContain(`Nothing can be served at ${taken}: another program listens there`);
  });

  test("says that the API server is away while it is, and shows all again when it is back", async () => {
    using file = sqliteFile();
    await using own = await startOwnCluster();
    const namespace = await own.namespace();
    const project = new ClusterProject(namespace);
    await using operator = await startProgram(namespace, "leads", undefined, flags);
    const page = pageOf(operator);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    expect((await page.visit("/")).status).toBe(200);
    await own.apiServer.kill();
    await expect.poll(async () => (await page.visit("/")).status).toBe(503);
    expect(await page.visit(`/database/${namespace.name}/shop`)).toMatchObject({
      status: 503,
      text: expect.stringContaining("cannot be reached"),
    });
    await own.apiServer.restart();
    await expect.poll(async () => (await page.visit(`/database/${namespace.name}/shop`)).text).toContain("InSync");
    await expect.poll(async () => (await page.visit("/")).status).toBe(200);
  });
});
