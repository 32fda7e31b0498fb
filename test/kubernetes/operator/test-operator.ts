import { expect } from "vitest";
import { type Clock, systemClock } from "../../../src/core/clock.ts";
import { dialectRegistry } from "../../../src/dialect/registry.ts";
import type { ApiObject } from "../../../src/kubernetes/client/api-object.ts";
import type { PlanSpec } from "../../../src/plan/plan-document.ts";
import { connect } from "../../../src/kubernetes/client/connect.ts";
import { runOperator } from "../../../src/kubernetes/run-operator.ts";
import type { DatabaseObject } from "../../../src/kubernetes/object/database-object.ts";
import { nodeHost } from "../../../src/node-host.ts";
import { outsideOperations } from "../../../src/revision/outside-operation.ts";
import { beyond } from "../server/audit.ts";
import { operatorRules } from "../server/operator-rules.ts";
import type { ServiceAccount } from "../server/service-account.ts";
import type { TestNamespace } from "../server/test-cluster.ts";

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly [field: string]: unknown;
}

/** An operator of one namespace, in this process, with the rights of an installation and no more. */
export interface TestOperator extends AsyncDisposable {
  readonly account: ServiceAccount;
  readonly lines: readonly LogLine[];
  /** Answers over HTTP. */
  readonly url: string;
  /** As SIGTERM does. */
  stop(): Promise<void>;
}

export interface TestOperatorOptions {
  readonly kubeconfig?: string;
  readonly directories?: "allowed" | "refused";
  readonly clock?: Clock;
  /** What the Lease lasts by that clock. Seconds. */
  readonly term?: number;
  /** Other namespaces that it serves. */
  readonly beside?: readonly TestNamespace[];
}

let accounts = 0;

export async function startOperator(
  namespace: TestNamespace,
  { kubeconfig, directories = "allowed", clock = systemClock, term = 15, beside = [] }: TestOperatorOptions = {},
): Promise<TestOperator> {
  const account = await namespace.serviceAccount({ name: `operator-${++accounts}`, rules: operatorRules });
  for (const other of beside) await bind(account, other);
  const namespaces = [namespace, ...beside].map(({ name }) => name);
  const stopping = new AbortController();
  const lines: LogLine[] = [];
  const ended = runOperator({
    transport: await connect({ kubeconfig: kubeconfig ?? account.kubeconfig }),
    verbs: { host: nodeHost(), dialects: dialectRegistry([]), operations: outsideOperations([]), rules: [], version: "0" },
    clock,
    chance: Math.random,
    logger: { log: (level, event, fields = {}) => void lines.push({ level, event, ...fields }) },
    listen: { host: "127.0.0.1", port: 0 },
    shards: 1,
    lease: { name: "keelson-operator", seconds: term },
    instance: account.username,
    namespaces,
    concurrency: 4,
    directories,
    signal: stopping.signal,
  });
  await expect.poll(() => lines.some(({ event }) => event === "operator.leads")).toBe(true);
  const url = `http://127.0.0.1:${lines.find(({ event }) => event === "operator.started")?.["port"]}`;
  const stop = async () => {
    stopping.abort();
    await ended;
    // Whatever a test is about: it looked into no other namespace.
    expect(beyond(namespace.askedBy(account), namespaces)).toEqual([]);
  };
  return { account, lines, url, stop, [Symbol.asyncDispose]: stop };
}

/** Gives the account the rights of an operator in another namespace too. */
async function bind({ username }: ServiceAccount, { kubectl }: TestNamespace): Promise<void> {
  const [, , namespace, name] = username.split(":");
  const [metadata, apiVersion] = [{ name }, "rbac.authorization.k8s.io/v1"];
  const role = { apiVersion, kind: "Role", metadata, rules: operatorRules };
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
  const binding = { apiVersion, kind: "RoleBinding", metadata, subjects: [{ kind: "ServiceAccount", namespace, name }], roleRef };
  expect(await kubectl(["apply", "-f", "-"], `${JSON.stringify(role)}\n---\n${JSON.stringify(binding)}`)).toMatchObject({ code: 0 });
  await expect.poll(async () => (await kubectl(["auth", "can-i", "watch", "secrets", "--as", username])).stdout).toBe("yes\n");
}

/** What the objects of one namespace are made of in these tests. */
export class ClusterProject {
  readonly namespace: TestNamespace;

  constructor(namespace: TestNamespace) {
    this.namespace = namespace;
  }

  async apply(...objects: readonly object[]): Promise<void> {
    const { code, stderr } = await this.namespace.kubectl(
      ["apply", "-f", "-"],
      objects.map((object) => JSON.stringify(object)).join("\n---\n"),
    );
    if (code !== 0) throw new Error(stderr);
  }

  async delete(kind: string, name: string): Promise<void> {
    expect(await this.namespace.kubectl(["delete", kind, name, "--wait=false"])).toMatchObject({ code: 0 });
  }

  async get<T = DatabaseObject>(kind = "database", name = "shop"): Promise<T> {
    const { stdout, stderr, code } = await this.namespace.kubectl(["get", kind, name, "-o", "json"]);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as T;
  }

  /** Status and reason of Ready and what is beside it, as soon as they are these for the newest generation; kstatus must make of it what it says. */
  async until(ready: string, name = "shop"): Promise<DatabaseObject> {
    let object: DatabaseObject | undefined;
    const read = async () => {
      object = await this.get<DatabaseObject>("database", name);
      const { metadata, status } = object;
      const condition = status?.conditions?.find(({ type }) => type === "Ready");
      const rest =
        status?.conditions
          ?.filter(({ type }) => type !== "Ready")
          .map(({ type, status: is }) => (is === "True" ? ` ${type}` : ` not ${type}`)) ?? [];
      const seen = status?.observedGeneration === metadata.generation ? "" : " (of an older generation)";
      return `${condition?.status} ${condition?.reason}${rest.join("")}${seen}`;
    };
    await expect.poll(read).toBe(ready);
    expect(await this.namespace.kstatus(object as DatabaseObject), ready).toMatchObject({ status: healthOf(ready) });
    return object as DatabaseObject;
  }

  /** While it works, and for as long as its outcome is not known, it is neither ready nor lost. */
  async working(reason: RegExp, name = "shop"): Promise<void> {
    let object: DatabaseObject | undefined;
    const read = async () => {
      object = await this.get<DatabaseObject>("database", name);
      return object.status?.conditions?.find(({ type }) => type === "Ready")?.reason;
    };
    await expect.poll(read).toMatch(reason);
    expect(await this.namespace.kstatus(object as DatabaseObject), String(reason)).toMatchObject({ status: "InProgress" });
  }

  /** As soon as it is at that revision; whatever is still to be told, nobody takes it for lost. */
  async reaches(head: string, name = "shop"): Promise<void> {
    let object: DatabaseObject | undefined;
    const read = async () => {
      // The API server itself may be away.
      object = await this.get<DatabaseObject>("database", name).catch(() => undefined);
      return object?.status?.revision?.current;
    };
    await expect.poll(read).toEqual([head]);
    expect((await this.namespace.kstatus(object as DatabaseObject)).status, head).toMatch(/^(Current|InProgress)$/);
  }
}

/** What kstatus has to make of conditions, as `until` spells them. */
export function healthOf(ready: string): string {
  if (/ Stalled\b/.test(ready)) return "Failed";
  return ready.startsWith("True ") ? "Current" : "InProgress";
}

/** As `kubectl get plan -o json` gives it. */
export interface PlanObject extends ApiObject {
  readonly spec: PlanSpec & { readonly approved?: boolean };
}

export const configMap = (name: string, documents: readonly object[]): object => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
  data: { "documents.yaml": documents.map((document) => JSON.stringify(document)).join("\n---\n") },
});

export const secret = (name: string, stringData: Readonly<Record<string, string>>): object => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name },
  stringData,
});

export const database = (spec: object, name = "shop"): object => ({
  apiVersion: "keelson.dev/v1alpha1",
  kind: "Database",
  metadata: { name },
  spec: {
    dialect: "postgresql",
    connection: { url: { secretKeyRef: { name: `${name}-db`, key: "url" } } },
    source: { configMaps: [{ name: "documents" }] },
    ...spec,
  },
});

export const revision = (id: string, revises: readonly string[], upgrade: readonly object[]): object => ({
  apiVersion: "keelson.dev/v1alpha1",
  kind: "Revision",
  metadata: { name: `r-${id}` },
  spec: { id, message: `make ${id}`, revises, upgrade },
});

export const createTable = (name: string, ...columns: readonly string[]): object => ({
  createTable: { name, columns: columns.map((column) => ({ name: column, type: "integer" })) },
});
