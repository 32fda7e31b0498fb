import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownType, secrets } from "../../src/kubernetes/client/resource-type.ts";
import { GitRepository } from "../../test/server/git-repository.ts";
import { startGitServer } from "../../test/server/git-server.ts";
import { startBenchCluster } from "../cluster/bench-cluster.ts";
import { databaseObject, revisionDocument } from "../cluster/objects.ts";
import { startOperatorProcess } from "../cluster/operator-process.ts";
import { isReady, untilAll } from "../cluster/until-all.ts";
import { type Contestant, hold } from "../contest.ts";
import { keelsonCommand } from "../places.ts";
import { runProcess } from "../run-process.ts";
import { renderTable } from "../table.ts";
import type { Suite } from "./suite.ts";

/** A commit with a new revision has been pushed: how long until the database has it. */
export const operatorWebhook: Suite = async ({ server, directory, rounds }) => {
  using repository = new GitRepository();
  await using git = await startGitServer({ folder: repository.folder });
  const url = `${git.url}/shop.git`;
  let newest = 0;
  const push = () => {
    newest++;
    repository.write(`db/r${newest}.yaml`, revisionDocument(newest));
    repository.commit();
  };
  push();

  const clone = join(directory, "clone");
  await runProcess("git", ["clone", "--quiet", url, clone]);
  const own = await server.database();
  writeFileSync(
    join(directory, "keelson.yaml"),
    JSON.stringify({
      apiVersion: "keelson.dev/v1alpha1",
      kind: "Database",
      ...databaseObject("shop", own, "1h"),
      spec: { dialect: "postgresql", connection: { url: { env: "KEELSON_URL" } }, source: { directory: "./clone/db" } },
    }),
  );
  const floor: Contestant = {
    name: "git pull, keelson upgrade",
    arrange: async () => {
      push();
      return async () => {
        await runProcess("git", ["pull", "--quiet"], { cwd: clone });
        await runProcess(process.execPath, [keelsonCommand, "upgrade", "head"], { cwd: directory, env: { KEELSON_URL: own } });
      };
    },
  };

  await using bench = await startBenchCluster();
  const place = await bench.place();
  await using operator = await startOperatorProcess(place);
  const token = "token";
  const source = { git: { url, path: "db", ref: { branch: "main" }, interval: "24h", webhook: { secretRef: { name: "hook" } } } };
  const object = databaseObject("shop", await server.database(), "24h");
  await place.create(secrets, [{ metadata: { name: "hook" }, stringData: { token } } as { metadata: { name: string } }]);
  await place.create(ownType("Database"), [{ ...object, spec: { ...object.spec, source } } as typeof object]);
  const untilNewest = () => untilAll(place, 1, (found) => isReady(found) && found.status?.revision?.current[0] === `r${newest}`);
  await untilNewest();
  const hook = async () => {
    const { status } = await fetch(`${operator.url}/webhooks/databases/${place.namespace}/shop`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });
    if (status !== 202) throw new Error(`the webhook was answered ${status}`);
  };
  const other: Contestant = {
    name: "webhook to Ready",
    arrange: async () => {
      push();
      return async () => {
        await hook();
        await untilNewest();
      };
    },
  };
  return renderTable("From a commit to the database", await hold({ floor, others: [other], goals: { [other.name]: 1.5 } }, rounds));
};
