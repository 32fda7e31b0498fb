import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { runKeelson } from "../../cli/keelson.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { ClusterProject, configMap, createTable, revision, startOperator } from "../operator/test-operator.ts";
import { databaseSet, target, untilSet } from "../operator/test-set.ts";
import { describeKubernetes } from "../server/kubernetes.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);
const wrong = revision("two", ["one"], [createTable("users", "id", "name")]);
const published = JSON.parse(readFileSync(join(import.meta.dirname, "../../../schemas/output/SetStatus.json"), "utf8")) as object;

describeKubernetes("the command line of a cluster, about a DatabaseSet", (cluster) => {
  test("tells how all of its Databases stand, waits for them and has them looked at", async () => {
    using eu = sqliteFile();
    using us = sqliteFile();
    const namespace = await cluster.namespace();
    await using _operator = await startOperator(namespace);
    const project = new ClusterProject(namespace);
    const keelson = (...words: readonly string[]) =>
      runKeelson([...words, "-n", namespace.name], { cwd: cluster.directory, env: { KUBECONFIG: namespace.kubeconfig } });
    await project.apply(configMap("documents", [one]), databaseSet({ targets: [target("eu", eu.url), target("us", us.url)] }));

    expect(await keelson("wait", "--revision", "one", "--set", "shop", "--timeout", "60s")).toMatchObject({
      code: 0,
      stdout: "one is applied.\n",
    });
    await untilSet(project, "True InSync");
    const { code, json } = await keelson("status", "--set", "shop", "-o", "json");
    expect([code, new Ajv({ strict: false }).validate(published, json())]).toEqual([0, true]);
    expect(json()).toMatchObject({
      kind: "SetStatus",
      set: "shop",
      reason: "InSync",
      total: 2,
      ready: 2,
      failed: 0,
      wave: null,
      targets: [{ database: "shop-eu" }, { database: "shop-us" }],
    });
    expect((await keelson("check", "--set", "shop", "-o", "json")).json().items).toMatchObject([
      { database: "shop-eu", state: "inSync" },
      { database: "shop-us", state: "inSync" },
    ]);

    await project.apply(configMap("documents", [one, two]));
    expect(await keelson("reconcile", "--set", "shop", "--timeout", "60s")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("2 of 2 ready"),
    });
    expect(await keelson("wait", "--revision", "two", "--set", "shop", "--timeout", "60s")).toMatchObject({ code: 0 });

    await project.apply(configMap("documents", [one, wrong]));
    expect(await keelson("reconcile", "--set", "shop", "--timeout", "60s")).toMatchObject({
      code: expect.any(Number),
      stdout: expect.stringMatching(/0 of 2 ready, 2 failed[\s\S]*shop-eu: RevisionEdited/),
    });
    expect((await keelson("status", "--set", "shop")).code).toBe(1);
    expect(await keelson("wait", "--revision", "three", "--set", "shop", "--timeout", "1s")).toMatchObject({
      code: 7,
      stderr: expect.stringContaining("not of shop-eu, shop-us"),
    });
  });

  test("says of what only a Database has which Databases there are", async () => {
    using eu = sqliteFile();
    const namespace = await cluster.namespace();
    await using _operator = await startOperator(namespace);
    const project = new ClusterProject(namespace);
    const keelson = (...words: readonly string[]) =>
      runKeelson([...words, "--kubeconfig", namespace.kubeconfig], { cwd: cluster.directory });
    await project.apply(configMap("documents", [one]), databaseSet({ targets: [target("eu", eu.url)] }));
    await untilSet(project, "True InSync");
    for (const words of [["plan"], ["history"], ["approve", "shop-eu-0123456789ab"]])
      expect(await keelson(...words, "--set", "shop")).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/error\[of-one-database\][\s\S]*--database: shop-eu/),
      });
    expect(await keelson("status", "--set", "nobody")).toMatchObject({ code: 3, stderr: expect.stringContaining("error[set-not-found]") });
    expect(await keelson("status", "--set", "shop", "--all")).toMatchObject({ code: 3, stderr: expect.stringContaining("error[usage]") });
  });
});
