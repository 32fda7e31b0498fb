import { expect, test } from "vitest";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { startMuteServer } from "../../server/mute-server.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);
/** Ten times as many as the operator works on at a time. */
const many = Array.from({ length: 40 }, (_, index) => `silent-${index}`);

describeKubernetes("a server that never answers", (cluster) =>
  describeNewestPostgres("beside one that does", (server) => {
    test("with ten times as many Databases as have a turn holds up no other, and each of them says so", async () => {
      const namespace = await cluster.namespace();
      await using operator = await startOperator(namespace);
      await using target = await server.database();
      await using other = await server.database();
      await using mute = await startMuteServer();
      const project = new ClusterProject(namespace);
      const url = (name: string) => `postgresql://nobody@127.0.0.1:${mute.port}/${name}`;
      await project.apply(
        configMap("documents", [one]),
        ...many.flatMap((name) => [secret(`${name}-db`, { url: url(name) }), database({}, name)]),
      );
      await expect.poll(mute.connections).toBeGreaterThanOrEqual(4);
      await project.apply(secret("shop-db", { url: target.url }), database({}));
      await project.until("True InSync");
      await expect
        .poll(async () => {
          const { stdout } = await namespace.kubectl(["get", "databases", "-o", "jsonpath={range .items[*]}{.status.message}{'\\n'}{end}"]);
          return many.filter((name) => !stdout.includes(`127.0.0.1:${mute.port}/${name} did not answer in time\n`));
        })
        .toEqual([]);
      // Gone on with as soon as something answers there.
      await project.apply(secret("silent-7-db", { url: other.url }));
      await project.until("True InSync", "silent-7");
      await operator.stop();
    });
  }),
);
