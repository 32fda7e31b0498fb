import { expect, test } from "vitest";
import { askRows } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { ClusterProject, configMap, database, type PlanObject, secret, startOperator } from "./test-operator.ts";

interface Wanted {
  readonly user: string;
  /** The name of its password. */
  readonly password: string;
  readonly tables: readonly string[];
}

const schema = ({ user, password, tables }: Wanted): object => ({
  apiVersion: "keelson.dev/v1alpha1",
  kind: "Schema",
  metadata: { name: "shop" },
  spec: {
    foreignDataWrappers: [{ name: "w" }],
    foreignServers: [{ name: "far", wrapper: "w", userMappings: [{ role: "public", options: { user, password: { secret: password } } }] }],
    tables: tables.map((name) => ({ name, columns: [{ name: "id", type: "integer" }] })),
  },
});

const withSecrets = (...names: readonly string[]): object =>
  database({
    mode: "declarative",
    connection: {
      url: { secretKeyRef: { name: "shop-db", key: "url" } },
      secrets: Object.fromEntries(names.map((name) => [name, { secretKeyRef: { name: "far", key: name } }])),
    },
  });

describeKubernetes("a secret that documents of a cluster name", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    test("is waited for, goes to the server alone, and is read as it is when it is needed", async () => {
      const namespace = await cluster.namespace();
      await using target = await server.database();
      await using operator = await startOperator(namespace);
      const project = new ClusterProject(namespace);
      const mapping = async () =>
        (await askRows(target.url, "SELECT array_to_string(umoptions, '|') AS options FROM pg_user_mapping")).map(({ options }) => options);
      const message = async () => (await project.get()).status?.message;

      await project.apply(
        secret("shop-db", { url: target.url }),
        configMap("documents", [schema({ user: "u", password: "one", tables: ["users"] })]),
        withSecrets(),
      );
      expect((await project.until("False Invalid Stalled")).status?.diagnostics).toMatchObject([{ code: "unknown-secret" }]);
      await project.apply(withSecrets("one"));
      expect((await project.until("False DatabaseUnavailable Reconciling")).status?.message).toBe(
        `there is no Secret far in ${namespace.name}`,
      );
      await project.apply(secret("far", { other: "x" }));
      await expect.poll(message).toBe(`the Secret far in ${namespace.name} has no key one`);
      expect(await askRows(target.url, "SELECT srvname FROM pg_foreign_server")).toEqual([]);
      await project.apply(secret("far", { one: "canary-first" }));
      await project.until("True InSync");
      expect(await mapping()).toEqual(["user=u|password=canary-first"]);

      // What stands behind a name is not compared, and is what it is by then when a statement needs it.
      await askRows(target.url, "INSERT INTO users VALUES (1)");
      await project.apply(
        secret("far", { one: "canary-second", two: "canary-third" }),
        configMap("documents", [schema({ user: "v", password: "two", tables: [] })]),
        withSecrets("two"),
      );
      const plan = String((await project.until("False AwaitingApproval Reconciling not Approved")).status?.plan?.ref);
      const statements = (await project.get<PlanObject>("plan", plan)).spec.stages
        .flatMap((stage) => stage.statements.map(({ sql }) => sql))
        .join("\n");
      expect(statements).toContain("'{{ secret two }}'");
      expect(await mapping()).toEqual(["user=u|password=canary-first"]);
      await project.apply(secret("far", { two: "canary-fourth" }));
      await namespace.kubectl(["patch", "plan", plan, "--type=merge", "-p", '{"spec":{"approved":true}}']);
      await project.until("True InSync");
      expect(await mapping()).toEqual(["user=v|password=canary-fourth"]);

      const told = [
        JSON.stringify(operator.lines),
        (await namespace.kubectl(["get", "databases,plans,events.events.k8s.io,configmaps,leases", "-o", "yaml"])).stdout,
        await (await fetch(`${operator.url}/metrics`)).text(),
      ];
      for (const text of told) expect(text).not.toContain("canary");
      expect(told.join("\n")).toContain("InSync");
    });
  }),
);
