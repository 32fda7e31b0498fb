import { Client } from "pg";
import { expect, test } from "vitest";
import { askRows } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { counting, counts, rows, visits } from "./counted-backfill.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);
const schema = (...tables: readonly string[]) => ({
  apiVersion: "keelson.dev/v1alpha1",
  kind: "Schema",
  metadata: { name: "public" },
  spec: { tables: tables.map((name) => ({ name, columns: [{ name: "id", type: "integer" }] })) },
});
const renamed = (keepOld: boolean) => revision("two", ["one"], [{ renameColumn: { table: "users", from: "id", to: "number", keepOld } }]);
const filled = [createTable("users", "id"), { insertRows: { table: "users", rows: [{ id: 1 }] } }];

/** What is there at first, if anything, and then; what a hand does meanwhile; and what is said of it. */
interface Case {
  readonly first?: readonly object[];
  readonly hand?: string;
  readonly then: readonly object[];
  readonly spec?: object;
  readonly said: string;
}

const cases: Readonly<Record<string, Case>> = {
  ahead: { then: [one, schema("users", "orders")], said: "False SchemaAhead Stalled" },
  behind: { then: [one, two, schema("users")], said: "False SchemaBehind Stalled" },
  contradicts: { then: [one, two, schema("users")], spec: { mode: "declarative" }, said: "False RevisionContradictsSchema Stalled" },
  empty: { then: [], said: "False SourceEmpty Stalled" },
  heads: { then: [one, two, revision("other", ["one"], [createTable("items", "id")])], said: "False MultipleHeads Stalled" },
  unknown: { first: [one, two], then: [one], said: "False RevisionUnknown Stalled" },
  refused: {
    first: [revision("one", [], filled)],
    then: [revision("one", [], filled), revision("two", ["one"], [{ dropTable: { name: "users" } }])],
    spec: { policy: { destructive: "refuse" } },
    said: "False Refused Stalled",
  },
  replaced: { first: [one, two], hand: "DROP TABLE users, orders", then: [one, two], said: "False DatabaseReplaced Stalled" },
  fails: { then: [one, revision("two", ["one"], [{ sql: { text: "SELECT 1 / 0" }, downgrade: [] }])], said: "False Failed Stalled" },
  awaits: {
    first: [one, renamed(true)],
    then: [one, renamed(true), revision("three", ["two"], [{ dropColumn: { table: "users", column: "id" } }])],
    spec: { contract: { after: "24h" } },
    said: "False AwaitingContract Reconciling",
  },
};

describeKubernetes("a Database of a cluster", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    test("says why it does not go on, for every reason that there is, and kstatus takes it for what it is", {
      timeout: 180_000,
    }, async () => {
      const namespace = await cluster.namespace();
      await using stack = new AsyncDisposableStack();
      const project = new ClusterProject(namespace);
      stack.use(await startOperator(namespace));
      const all = await Promise.all(
        Object.entries(cases).map(async ([name, each]) => ({ name, ...each, target: stack.use(await server.database()) })),
      );
      const objects = (name: string, documents: readonly object[], spec: object = {}) => [
        configMap(`${name}-documents`, documents),
        database({ source: { configMaps: [{ name: `${name}-documents` }] }, ...spec }, name),
      ];
      await project.apply(...all.map(({ name, target }) => secret(`${name}-db`, { url: target.url })));
      await project.apply(...all.flatMap(({ name, first, spec }) => (first === undefined ? [] : objects(name, first, spec))));
      for (const { name, first } of all)
        if (first !== undefined) await project.until(name === "awaits" ? "True ContractPending" : "True InSync", name);
      for (const { hand, target } of all) if (hand !== undefined) await askRows(target.url, hand);
      await project.apply(...all.flatMap(({ name, then, spec }) => objects(name, then, spec)));
      // Once for what is new, and once where nothing is: the reason is of what there is, not of which run looks.
      for (const round of ["1", "2"]) {
        await namespace.kubectl(["annotate", "--overwrite", "databases", "--all", `keelson.dev/reconcile-at=${round}`]);
        const handled = async (name: string) => (await project.get("database", name)).status?.lastHandledReconcileAt;
        for (const { name, said } of all) {
          await expect.poll(() => handled(name), { message: name }).toBe(round);
          await project.until(said, name);
        }
      }
    });

    test("says what it is in the middle of, and who waits for it says so too", async () => {
      const namespace = await cluster.namespace();
      await using stack = new AsyncDisposableStack();
      const project = new ClusterProject(namespace);
      stack.use(await startOperator(namespace));
      const target = stack.use(await server.database());
      const retries = { policy: { retries: { limit: 10_000, backoff: "50ms", maxBackoff: "100ms" } } };
      await project.apply(
        secret("shop-db", { url: target.url }),
        secret("other-db", { url: target.url }),
        configMap("documents", [counts]),
        configMap("others", [revision("first", [], [createTable("orders", "id")])]),
        database(retries),
      );
      await project.until("True InSync");
      await askRows(target.url, `INSERT INTO account SELECT n, 0 FROM generate_series(1, ${rows}) n`);
      const gate = stack.adopt(new Client(target.url), (client) => client.end());
      gate.on("error", () => undefined);
      await gate.connect();
      await gate.query(`BEGIN; SELECT FROM account WHERE id = ${rows / 2} FOR UPDATE`);
      await project.apply(configMap("documents", [counts, counting]));
      await expect.poll(async () => (await visits(target.url)).done).toBeGreaterThan(rows / 4);
      await project.working(/^(Backfilling|Retrying)$/);
      await project.apply(database({ ...retries, source: { configMaps: [{ name: "others" }] } }, "other"));
      await project.until("False LeaseHeld Reconciling", "other");
      await gate.query("COMMIT");
      await project.reaches("two");
      await project.until("True InSync");
      await project.until("True InSync", "other");
    });
  }),
);
