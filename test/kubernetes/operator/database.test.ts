import { expect, test } from "vitest";
import { askRows } from "../../server/ask.ts";
import { describePostgres, postgres } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);

describeKubernetes("a Database of a cluster", (cluster) => {
  test("on SQLite: applied, ready, as kubectl wait and kstatus see it; with a finalizer, events and nothing else to write", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    await using operator = await startOperator(namespace);
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    const ready = await project.until("True InSync");
    expect(ready.status?.revision).toEqual({ current: ["one"], target: ["one"], pending: 0 });
    expect(ready.metadata.finalizers).toEqual(["keelson.dev/operator"]);
    expect(await cluster.kstatus(ready)).toMatchObject({ status: "Current" });
    expect(await namespace.kubectl(["wait", "--for=condition=Ready", "database/shop", "--timeout=5s"])).toMatchObject({ code: 0 });
    const events = (await namespace.kubectl(["events", "--for=database/shop", "-o", "jsonpath={.items[*].reason}"])).stdout;
    expect(events).toContain("InSync");
    expect(operator.lines.filter(({ level }) => level !== "info")).toEqual([]);
  });
});
