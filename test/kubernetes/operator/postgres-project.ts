import { askRows } from "../../server/ask.ts";
import type { SharedServer } from "../../server/postgres.ts";
import type { TestCluster } from "../server/test-cluster.ts";
import { ClusterProject, configMap, createTable, database, type PlanObject, revision, secret, startOperator } from "./test-operator.ts";

/** An operator in a namespace of its own, and a PostgreSQL database; its Secret comes with the documents. */
export async function startPostgresProject(cluster: Pick<TestCluster, "namespace">, server: Pick<SharedServer, "database">) {
  const namespace = await cluster.namespace();
  const target = await server.database();
  const operator = await startOperator(namespace);
  const project = new ClusterProject(namespace);
  const ask = (sql: string) => askRows(target.url, sql);
  const begin = (documents: readonly object[], spec: object = {}) =>
    project.apply(secret("shop-db", { url: target.url }), configMap("documents", documents), database(spec));
  return {
    namespace,
    target,
    operator,
    project,
    ask,
    begin,
    /** A revision that drops a table with a row waits for consent. */
    async beginLoss() {
      const one = revision("one", [], [createTable("users", "id")]);
      await begin([one]);
      await project.until("True InSync");
      await ask("INSERT INTO users VALUES (1)");
      await project.apply(configMap("documents", [one, revision("two", ["one"], [{ dropTable: { name: "users" } }])]));
    },
    async plan(): Promise<PlanObject> {
      return project.get<PlanObject>(
        "plan",
        String((await project.until("False AwaitingApproval Reconciling not Approved")).status?.plan?.ref),
      );
    },
    /** Why events were recorded, in no order. */
    async reasons(): Promise<readonly string[]> {
      return (await namespace.kubectl(["get", "events.events.k8s.io", "-o", "jsonpath={.items[*].reason}"])).stdout.split(" ");
    },
    async [Symbol.asyncDispose]() {
      await operator.stop();
      await target.drop();
    },
  };
}
