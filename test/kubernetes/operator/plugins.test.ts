import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { audited } from "../../outside/audited.ts";
import { GitRepository } from "../../server/git-repository.ts";
import { startGitServer } from "../../server/git-server.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { startProgram } from "./program.ts";
import { ClusterProject, configMap, createTable, database, revision, secret } from "./test-operator.ts";

/** The operation of the plugin, used by a revision. */
const uses = revision("first", [], [createTable("orders", "id"), { "acme.dev/audited": { table: "orders" } }]);

describeKubernetes("plugins of an operator", (cluster) => {
  let image: string;
  beforeEach(() => {
    image = mkdtempSync(join(tmpdir(), "keelson-image-"));
  });
  afterEach(() => rmSync(image, { recursive: true }));

  test("come with its image", async () => {
    using file = sqliteFile();
    writeFileSync(join(image, "audit.mjs"), `${audited}export const operations = [audited];\n`);
    writeFileSync(join(image, "keelson.config.yaml"), "plugins: [ ./audit.mjs ]\n");
    const namespace = await cluster.namespace();
    await using _operator = await startProgram(namespace, "leads", undefined, [], image);
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [uses]), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    using opened = new DatabaseSync(file.path);
    expect(opened.prepare("SELECT name FROM pragma_table_info('orders')").all()).toMatchObject([{ name: "id" }, { name: "changed_by" }]);
  });

  test("do not come with what it reads", async () => {
    using file = sqliteFile();
    using repository = new GitRepository();
    const loaded = join(image, "loaded");
    const plugin = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(loaded)}, "");\n${audited}export const operations = [audited];\n`;
    for (const folder of ["", "db/"]) {
      repository.write(`${folder}audit.mjs`, plugin);
      repository.write(`${folder}keelson.config.yaml`, "plugins: [ ./audit.mjs ]\n");
    }
    repository.write("db/first.json", JSON.stringify(uses));
    repository.commit();
    await using server = await startGitServer({ folder: repository.folder });
    const namespace = await cluster.namespace();
    await using _operator = await startProgram(namespace, "leads", undefined, [], image);
    const project = new ClusterProject(namespace);
    const source = { git: { url: `${server.url}/shop.git`, path: "db", ref: { branch: "main" } } };
    await project.apply(secret("shop-db", { url: file.url }), database({ dialect: "sqlite", source }));
    const { status } = await project.until("False Invalid Stalled");
    expect(status?.diagnostics).toMatchObject([{ code: "unknown-operation", message: expect.stringContaining("acme.dev/audited") }]);
    expect(existsSync(loaded)).toBe(false);
  });
});
