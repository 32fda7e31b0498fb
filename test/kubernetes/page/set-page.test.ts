import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { sqliteFile } from "../../server/sqlite.ts";
import { startProgram } from "../operator/program.ts";
import { ClusterProject, configMap, createTable, revision } from "../operator/test-operator.ts";
import { databaseSet, target, untilSet, wave } from "../operator/test-set.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { operatorRules } from "../server/operator-rules.ts";
import { pageOf } from "./page-visitor.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);

/** The words of a page's rows: cells of a row on one line. */
const rowsOf = (text: string): readonly string[] =>
  [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, cells = ""]) =>
    cells
      .replace(/<\/t[dh]>/g, " | ")
      .replace(/<[^>]*>/g, "")
      .trim(),
  );

describeKubernetes("the page of a DatabaseSet", (cluster) => {
  test("shows its waves with what may fail in each, and every database of it, as the rollout goes, rests and stops", async () => {
    using a = sqliteFile();
    using b = sqliteFile();
    using c = sqliteFile();
    const namespace = await cluster.namespace();
    const account = await namespace.serviceAccount({ name: "looking", rules: operatorRules });
    const project = new ClusterProject(namespace);
    await using operator = await startProgram(namespace, "leads", account.kubeconfig, ["--ui", "127.0.0.1:0"]);
    const page = pageOf(operator);
    const path = `/set/${namespace.name}/shop`;
    const rows = async () => rowsOf((await page.visit(path)).text);
    const targets = [target("cat", a.url, "canary"), target("dog", b.url), target("fox", c.url)];
    const waves = [wave("canary", { pauseFor: "1h" }), wave("rest", { maxConcurrent: 1, maxFailures: 2 })];
    const set = (rest: object = {}) => databaseSet({ targets, waves, ...rest });
    expect((await page.visit(path)).status).toBe(404);
    expect((await page.visit("/")).text).not.toContain("Database sets");

    await project.apply(configMap("documents", [one]), set());
    await untilSet(project, "False AwaitingRollout Reconciling");
    await expect.poll(async () => (await page.visit("/")).text).toMatch(new RegExp(`href="${path}".*1 of 3 ready`, "s"));
    await expect.poll(rows).toContainEqual(expect.stringContaining("0 | paused until"));
    const paused = await rows();
    expect(paused).toContainEqual(
      expect.stringMatching(/^0 \| paused until 20.* UTC \| wave=canary \| 1 of 1 \| 0, none may \| all \| 1h \|$/),
    );
    expect(paused).toContainEqual("1 | not begun | wave=rest | 0 of 2 | 0, 2 may | 1 |  |");
    expect(paused).toContainEqual(`cat | 0 | InSync |  | ${namespace.name}/shop-cat |`);
    expect(paused).toContainEqual(`dog | 1 | AwaitingRollout | its turn has not come | ${namespace.name}/shop-dog |`);
    const link = `href="/database/${namespace.name}/shop-cat"`;
    expect((await page.visit(path)).text).toContain(link);
    expect((await page.visit(`/database/${namespace.name}/shop-cat`)).text).toContain("InSync");

    await project.apply(set({ suspend: true }));
    await expect.poll(rows).toContainEqual(expect.stringContaining("0 | rests | wave=canary"));

    await project.apply(set({ waves: [wave("canary"), wave("rest", { maxConcurrent: 1 })] }));
    await untilSet(project, "True InSync");
    await expect.poll(rows).toContainEqual("1 | through | wave=rest | 2 of 2 | 0, none may | 1 |  |");

    // A hand was in the first of the second wave: it fails, and nobody after it goes.
    using hand = new DatabaseSync(b.path);
    hand.exec("CREATE TABLE orders (other integer)");
    await project.apply(configMap("documents", [one, two]));
    await untilSet(project, "False Failed Stalled");
    await expect.poll(rows).toContainEqual(expect.stringContaining("1 | stopped"));
    const stopped = await rows();
    expect(stopped).toContainEqual("0 | through | wave=canary | 1 of 1 | 0, none may | all |  |");
    expect(stopped).toContainEqual(expect.stringMatching(/^1 \| stopped \| wave=rest \| \d of 2 \| 1, none may \| 1 \| {2}\|$/));
    // What failed stands first, and says why.
    expect(stopped.find((row) => /^(cat|dog|fox) /.test(row))).toMatch(/^dog \| 1 \| \w+ \| .*orders/);

    for (const nowhere of [`/set/${namespace.name}/nobody`, "/set/kube-system/shop", "/set/shop", `${path}/more`])
      expect((await page.visit(nowhere)).status, nowhere).toBe(404);
    expect(namespace.askedBy(account).filter(({ responseStatus }) => responseStatus?.code === 403)).toEqual([]);
  });
});
