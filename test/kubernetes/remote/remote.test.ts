import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { packPlan } from "../../../src/kubernetes/controller/plan/plan-annex.ts";
import { digestPlan } from "../../../src/plan/digest.ts";
import { runKeelson } from "../../cli/keelson.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "../operator/test-operator.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import type { TestCluster } from "../server/test-cluster.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);
const dropUsers = revision("three", ["two"], [{ dropTable: { name: "users" } }]);
const ajv = new Ajv({ strict: false });

/** A Database on SQLite with an operator, and the command line of somebody with the administrator's kubeconfig. */
async function shopOf(cluster: TestCluster) {
  const file = sqliteFile();
  const namespace = await cluster.namespace();
  const operator = await startOperator(namespace);
  const project = new ClusterProject(namespace);
  const cwd = cluster.directory;
  await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
  return {
    file,
    namespace,
    project,
    cwd,
    keelson: (...words: readonly string[]) => runKeelson(words, { cwd, env: { KUBECONFIG: namespace.kubeconfig } }),
    as: (kubeconfig: string, ...words: readonly string[]) => runKeelson([...words, "--kubeconfig", kubeconfig], { cwd }),
    ask(sql: string) {
      using database = new DatabaseSync(file.path);
      return database.prepare(sql).all();
    },
    async [Symbol.asyncDispose]() {
      await operator.stop();
      file[Symbol.dispose]();
    },
  };
}

const isPublished = (document: { readonly kind: string }): boolean => {
  const folder = document.kind === "Plan" ? "" : "output/";
  return ajv.validate(
    JSON.parse(readFileSync(join(import.meta.dirname, "../../../schemas", `${folder}${document.kind}.json`), "utf8")) as object,
    document,
  );
};

describeKubernetes("the command line of a cluster", (cluster) => {
  test("has a Database looked at and says how it stands", async () => {
    await using shop = await shopOf(cluster);
    const { name } = shop.namespace;
    expect(await shop.keelson("reconcile", "-n", name, "--timeout", "30s")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("InSync: "),
    });
    const { code, json } = await shop.keelson("status", "-n", name, "-o", "json");
    const status = json();
    expect([code, isPublished(status)]).toEqual([0, true]);
    expect(status).toMatchObject({
      kind: "Status",
      database: "shop",
      reason: "InSync",
      revision: { current: ["one"] },
      source: { digest: expect.stringMatching(/^sha256:/) },
    });
    const history = (await shop.keelson("history", "-n", name, "-o", "json")).json();
    expect(isPublished(history)).toBe(true);
    expect(history.revisions).toMatchObject([
      { id: "one", message: "make one", isCurrent: true, isApplied: true, appliedAt: expect.any(String), digest: null },
    ]);
    expect((await shop.keelson("history", "-n", name)).stdout).toMatch(/^one +\d{4}-\d\d-\d\d \d\d:\d\d {2}\(current\) make one$/m);
    const check = await shop.keelson("check", "-n", name, "-o", "json");
    expect([check.code, isPublished(check.json())]).toEqual([0, true]);
    expect(check.json()).toMatchObject({ state: "inSync", pending: [], schemaAhead: [], drift: [], unmanaged: null });
    expect(await shop.keelson("plan", "-n", name)).toMatchObject({ code: 3, stderr: expect.stringContaining("error[no-plan]") });
  });

  test("waits for a revision with the right to get one object", async () => {
    await using shop = await shopOf(cluster);
    const account = await shop.namespace.serviceAccount({
      name: "application",
      rules: [{ apiGroups: ["keelson.dev"], resources: ["databases"], resourceNames: ["shop"], verbs: ["get"] }],
    });
    const wait = (id: string, timeout: string) =>
      shop.as(account.kubeconfig, "wait", "--revision", id, "--database", "shop", "--timeout", timeout);
    expect(await wait("one", "30s")).toMatchObject({ code: 0, stdout: "one is applied.\n" });
    const waiting = wait("two", "30s");
    expect(await wait("two", "1s")).toMatchObject({ code: 7, stderr: expect.stringContaining("error[wait-timeout]") });
    await shop.project.apply(configMap("documents", [one, two]));
    expect(await waiting).toMatchObject({ code: 0, stdout: "two is applied.\n" });
    // That it is no longer at the head of the history does not matter.
    expect(await wait("one", "1s")).toMatchObject({ code: 0 });
    expect(await shop.as(account.kubeconfig, "status")).toMatchObject({ code: 1, stderr: expect.stringContaining("api-server-forbidden") });
  });

  test("reads and approves the plan that waits, and no other", async () => {
    await using shop = await shopOf(cluster);
    const { name } = shop.namespace;
    await shop.project.until("True InSync");
    shop.ask("INSERT INTO users VALUES (1)");
    await shop.project.apply(configMap("documents", [one, two, dropUsers]));
    await shop.project.until("False AwaitingApproval Reconciling not Approved");
    expect(await shop.keelson("status", "-n", name)).toMatchObject({
      code: 5,
      stdout: expect.stringMatching(/^AwaitingApproval\n {2}at one, 2 pending\n {2}shown as Plan shop-[0-9a-f]{12}$/m),
    });
    expect(await shop.keelson("check", "-n", name)).toMatchObject({ code: 2, stdout: expect.stringContaining("AwaitingApproval") });
    const plan = (await shop.keelson("plan", "-n", name, "-o", "json", "--out", `${name}.json`)).json();
    expect(isPublished(plan)).toBe(true);
    expect(await shop.keelson("plan", "-n", name, "--exit-code")).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(
        /^Upgrade three\n[\s\S]*-- ! dataLoss: [\s\S]*DROP TABLE "users";[\s\S]*\nPlan shop-[0-9a-f]{12}\nsha256:/m,
      ),
    });

    shop.ask("ALTER TABLE users ADD COLUMN by_hand int");
    await shop.keelson("reconcile", "-n", name, "--timeout", "30s");
    expect(await shop.keelson("approve", "-n", name, plan.metadata.name)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("error[plan-outdated]"),
    });
    expect(await shop.keelson("check", "-n", name, "--only", "drift", "-o", "json")).toMatchObject({ code: 6 });
    expect(shop.ask("SELECT count(*) AS n FROM users")).toEqual([{ n: 1 }]);

    const { spec } = (await shop.keelson("plan", "-n", name, "-o", "json", "--out", `${name}.json`)).json();
    const approved = await shop.keelson("approve", "-n", name, `${name}.json`, "-o", "json");
    expect([approved.code, isPublished(approved.json())]).toEqual([0, true]);
    expect(approved.json()).toMatchObject({ kind: "Approval", digest: spec.digest, path: null });
    await shop.project.until("True InSync");
    expect(shop.ask("SELECT name FROM sqlite_master WHERE name = 'users'")).toEqual([]);
    expect(await shop.keelson("approve", "-n", name, spec.digest)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("no plan waits now"),
    });
  });

  test("shows a plan whole that is too long for one object", async () => {
    await using shop = await shopOf(cluster);
    const { name } = shop.namespace;
    await shop.project.until("True InSync");
    shop.ask("INSERT INTO users VALUES (1)");
    const tables = Array.from({ length: 250 }, (_, index) => createTable(`t${index}`, "id"));
    await shop.project.apply(configMap("documents", [one, revision("many", ["one"], [...tables, { dropTable: { name: "users" } }])]));
    await shop.project.until("False AwaitingApproval Reconciling not Approved");
    const { code, stdout } = await shop.keelson("plan", "-n", name);
    expect(code).toBe(0);
    expect(stdout.match(/CREATE TABLE/g)).toHaveLength(250);
    expect(stdout).toContain('DROP TABLE "users"');
  });

  test("shows and approves nothing but what the digest of a Plan is of, whatever stands in the ConfigMaps of a long one", async () => {
    await using shop = await shopOf(cluster);
    const { name, kubectl } = shop.namespace;
    await shop.project.until("True InSync");
    shop.ask("INSERT INTO users VALUES (1)");
    const tables = Array.from({ length: 250 }, (_, index) => createTable(`t${index}`, "id"));
    await shop.project.apply(configMap("documents", [one, revision("many", ["one"], [...tables, { dropTable: { name: "users" } }])]));
    const { status } = await shop.project.until("False AwaitingApproval Reconciling not Approved");
    const plan = String(status?.plan?.ref);
    const { spec } = (await shop.keelson("plan", "-n", name, "-o", "json")).json();
    const stages = spec.stages.filter(({ statements }: any) => !statements.some(({ sql }: any) => sql.includes("DROP")));
    const harmless = packPlan({ ...spec, stages, digest: digestPlan({ ...spec, stages }) }).map((part) => part.toString("base64"));
    const annex = `${plan}-statements`;
    for (const [binaryData, code] of [
      [{ "plan.json.gz": harmless[0] }, "plan-altered"],
      [{ "plan.json.gz": Buffer.from("nothing").toString("base64") }, "plan-incomplete"],
      [null, "plan-incomplete"],
    ] as const) {
      await kubectl(["patch", "configmap", annex, "--type=merge", "-p", JSON.stringify({ binaryData })]);
      for (const words of [["plan"], ["approve", plan]])
        expect(await shop.keelson(...words, "-n", name)).toMatchObject({ code: 3, stderr: expect.stringContaining(`error[${code}]`) });
    }
    await shop.project.delete("configmap", annex);
    expect((await shop.keelson("plan", "-n", name)).stderr).toContain("error[plan-incomplete]");
    await shop.project.delete("plan", plan);
    await expect.poll(async () => (await shop.keelson("plan", "-n", name)).code, { timeout: 20_000 }).toBe(0);
  });

  test("says which Database there is to choose, and what is no matter of a cluster", async () => {
    await using shop = await shopOf(cluster);
    const { name } = shop.namespace;
    await shop.project.apply(database({ dialect: "sqlite", source: { configMaps: [{ name: "absent" }] } }, "other"));
    await shop.project.until("True InSync");
    await shop.project.until("False DatabaseUnavailable Reconciling", "other");
    expect(await shop.keelson("status", "-n", name)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("several Databases: other, shop"),
    });
    expect(await shop.keelson("status", "-n", name, "--database", "none")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("error[database-not-found]"),
    });
    const all = await shop.keelson("check", "-n", name, "--all", "-o", "json");
    expect(all.code).toBe(1);
    expect(all.json().items).toMatchObject([
      { database: "other", kind: "Status", error: { code: "not-compared" } },
      { database: "shop", kind: "Check", state: "inSync" },
    ]);
    for (const words of [
      ["status", "--url", "sqlite:x"],
      ["reconcile", "--watch"],
      ["plan", "head"],
      ["history", "-r", "a:b"],
    ])
      expect(await shop.keelson(...words, "-n", name)).toMatchObject({ code: 3, stderr: expect.stringContaining("error[usage]") });
    expect(await shop.keelson("status", "--context", "elsewhere")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("error[no-cluster]"),
    });
    const env = { HOME: shop.cwd, KUBECONFIG: "" };
    const nowhere = await runKeelson(["operator"], { cwd: shop.cwd, env });
    expect(nowhere).toMatchObject({ code: 3, stderr: expect.stringContaining("There is no kubeconfig, and this is no Pod") });
    writeFileSync(join(shop.cwd, "no-context"), "apiVersion: v1\nkind: Config\n");
    const undecided = await runKeelson(["operator", "--kubeconfig", "no-context"], { cwd: shop.cwd, env });
    expect(undecided).toMatchObject({ code: 3, stderr: expect.stringContaining("The kubeconfig has no current context") });
  });
});
