import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { ask } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { startProgram } from "../operator/program.ts";
import { ClusterProject, secret } from "../operator/test-operator.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { argoHealth } from "./argo-health.ts";
import { deploy } from "./manifests.ts";

const repository = join(deploy, "../examples/gitops");
const read = (path: string): string => readFileSync(join(deploy, path), "utf8");

interface Application {
  readonly spec: { readonly source: { readonly path: string }; readonly destination: { readonly namespace: string } };
}

test("Argo CD and Flux are led to the same folder of the example, for the same namespace", () => {
  const { spec: argo } = parse(read("argocd/application.yaml")) as Application;
  const flux = parseAllDocuments(read("flux/shop.yaml"))
    .map(
      (document) =>
        document.toJS() as { readonly kind: string; readonly spec: { readonly path?: string; readonly targetNamespace?: string } },
    )
    .find(({ kind }) => kind === "Kustomization")?.spec;
  expect([flux?.path, flux?.targetNamespace]).toEqual([`./${argo.source.path}`, argo.destination.namespace]);
  expect(parse(readFileSync(join(repository, argo.source.path, "kustomization.yaml"), "utf8"))).toMatchObject({ kind: "Kustomization" });
});

describeKubernetes("the repository for Argo CD and Flux", (cluster) =>
  describeNewestPostgres("with PostgreSQL", (server) =>
    test("is taken by the API server as it lies there, and leads to a schema that both call healthy", async () => {
      await using target = await server.database();
      const namespace = await cluster.namespace();
      const project = new ClusterProject(namespace);
      await using _operator = await startProgram(namespace, "leads");
      const rendered = await namespace.kubectl(["kustomize", join(repository, "deploy")]);
      expect([rendered.code, rendered.stderr]).toEqual([0, ""]);
      expect(await namespace.kubectl(["apply", "--server-side", "--validate=strict", "-f", "-"], rendered.stdout)).toMatchObject({
        code: 0,
      });
      // Nobody is given up on while the Secret is still to come.
      const waiting = await project.until("False DatabaseUnavailable Reconciling");
      expect(await argoHealth(cluster, "Database", waiting)).toMatch(/^Progressing /);
      await project.apply(secret("shop-db", { url: target.url }));
      // What kstatus, and so Flux, makes of it is asked beside.
      const ready = await project.until("True InSync");
      expect(await argoHealth(cluster, "Database", ready)).toMatch(/^Healthy /);
      expect(ready.status?.revision?.current).toEqual(["create_customers"]);
      expect(await ask(target.url, "SELECT count(*)::int FROM customers")).toBe(0);
    }),
  ),
);
