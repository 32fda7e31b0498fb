import { expect } from "vitest";
import { sqliteFile } from "../../server/sqlite.ts";
import type { TestCluster } from "../server/test-cluster.ts";
import { ClusterProject, createTable, database, revision, secret, startOperator } from "./test-operator.ts";

/** Each builds on the one before. */
export const documents = {
  one: revision("one", [], [createTable("users", "id")]),
  two: revision("two", ["one"], [createTable("orders", "id")]),
  three: revision("three", ["two"], [createTable("items", "id")]),
};

/** An operator in a namespace of its own, with a Database on SQLite that is given one source after the other. */
export async function startSourceProject(cluster: Pick<TestCluster, "namespace">) {
  const file = sqliteFile();
  const namespace = await cluster.namespace();
  const operator = await startOperator(namespace);
  const project = new ClusterProject(namespace);
  await project.apply(secret("shop-db", { url: file.url }));
  return {
    file,
    operator,
    namespace,
    project,
    from: (source: object, more: object = {}) => project.apply(database({ dialect: "sqlite", source, ...more })),
    current: async (...heads: readonly string[]) => {
      await expect.poll(async () => (await project.get()).status?.revision?.current).toEqual(heads);
      return project.until("True InSync");
    },
    async [Symbol.asyncDispose]() {
      await operator.stop();
      file.drop();
    },
  };
}
