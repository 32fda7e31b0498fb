import { expect, test } from "vitest";
import { askRows } from "../../server/ask.ts";
import { GitRepository } from "../../server/git-repository.ts";
import { startGitServer } from "../../server/git-server.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { counts, rows } from "../operator/counted-backfill.ts";
import { startProgram } from "../operator/program.ts";
import { documents } from "../operator/source-project.ts";
import { ClusterProject, configMap, database, revision, secret } from "../operator/test-operator.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { pageOf } from "./page-visitor.ts";

/** In small batches with pauses, so that it lasts beyond the ten seconds between two writes of progress. */
const slowly = revision(
  "two",
  ["one"],
  [
    {
      backfill: { table: "account", set: { visits: "visits + 1" }, batch: { rows: 1, target: "1ms" }, throttle: { pause: "60ms" } },
      downgrade: [],
    },
  ],
);
const flags = ["--ui", "127.0.0.1:0"];

describeKubernetes("the page of a cluster, while somebody works", (cluster) => {
  describeNewestPostgres("on a database of PostgreSQL", (server) =>
    test("shows how far a backfill is, and a bar that goes on", async () => {
      const namespace = await cluster.namespace();
      await using target = await server.database();
      const project = new ClusterProject(namespace);
      await using operator = await startProgram(namespace, "leads", undefined, flags);
      const page = pageOf(operator);
      await project.apply(secret("shop-db", { url: target.url }), configMap("documents", [counts]), database({}));
      await project.until("True InSync");
      await askRows(target.url, `INSERT INTO account SELECT n, 0 FROM generate_series(1, ${rows}) n`);
      await askRows(target.url, "ANALYZE account");
      await project.apply(configMap("documents", [counts, slowly]));
      const look = async () => (await page.visit(`/database/${namespace.name}/shop`)).text;
      await expect.poll(look).toMatch(/Backfill: \d+ of about 400 rows.*<progress aria-label="Backfill" value="\d+" max="400">/s);
      expect(await look()).toMatch(/Revision <code>two<\/code>, stage \d of \d/);
      const graph = await page.visit(`/graph/${namespace.name}/shop`);
      expect(graph.text).toMatch(/class="node partly"/);
      await project.reaches("two");
      await project.until("True InSync");
      expect(await look()).not.toContain('aria-label="Backfill"');
    }),
  );

  test("reads a git repository for graph and schema, follows its commits, and says it where it is away", async () => {
    using file = sqliteFile();
    using repository = new GitRepository();
    repository.write("db/one.json", JSON.stringify(documents.one));
    repository.commit();
    const git = await startGitServer({ folder: repository.folder, login: { username: "ada", password: "canary-word" } });
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    await using operator = await startProgram(namespace, "leads", undefined, flags);
    const page = pageOf(operator);
    const source = {
      git: {
        url: `${git.url}/shop.git`,
        path: "db",
        ref: { branch: "main" },
        interval: "1s",
        credentials: { secretRef: { name: "login" } },
      },
    };
    await project.apply(
      secret("login", { username: "ada", password: "canary-word" }),
      secret("shop-db", { url: file.url }),
      database({ dialect: "sqlite", source }),
    );
    await project.until("True InSync");
    const look = async (part: string) => (await page.visit(`/${part}/${namespace.name}/shop`)).text;
    expect(await look("graph")).toMatch(/make one.*current|current.*make one/s);
    expect(await look("schema")).toMatch(/<svg.*users/s);

    repository.write("db/two.json", JSON.stringify(documents.two));
    const commit = repository.commit();
    await project.reaches("two");
    await expect.poll(() => look("database")).toContain(`<code>${commit}</code>`);
    // What was read of it before is about another state.
    expect(await look("graph")).toContain("make two");
    expect(await look("schema")).toContain("orders");
    expect(await look("history")).toMatch(/two.*one/s);

    await git[Symbol.asyncDispose]();
    await project.until("False SourceUnavailable Reconciling");
    const gone = await look("database");
    expect(gone).toContain("SourceUnavailable");
    expect(gone).toContain(`<code>${commit}</code>`);
    expect(page.seen()).not.toContain("canary");
  });
});
