import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { isInvalid } from "../../src/kubernetes/client/api-error.ts";
import type { ApiObject } from "../../src/kubernetes/client/api-object.ts";
import { askServer } from "../../src/kubernetes/client/ask-server.ts";
import { connect } from "../../src/kubernetes/client/connect.ts";
import { applyObject, createObject, mergeObject } from "../../src/kubernetes/client/objects.ts";
import { ownType, pathOf } from "../../src/kubernetes/client/resource-type.ts";
import { type ResourceKind, resourceKinds } from "../../src/resource/resource.ts";
import { runKeelson } from "../cli/keelson.ts";
import { valid } from "../resource/valid-documents.ts";
import { wrongFields } from "../resource/wrong-fields.ts";
import { describeKubernetes } from "./server/kubernetes.ts";

const root = join(import.meta.dirname, "..", "..");

interface Document extends ApiObject {
  readonly kind: ResourceKind;
  readonly spec: unknown;
}

const documentsOf = (text: string): readonly Document[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS({ maxAliasCount: -1 }) as Document)
    .filter((document) => resourceKinds.includes(document?.kind));

/** Every document of the examples, of the guides, and those of the tests that use much of the language. */
const written: readonly Document[] = [
  ...globSync("examples/**/*.yaml", { cwd: root }).flatMap((path) => documentsOf(readFileSync(join(root, path), "utf8"))),
  ...globSync("docs/*.md", { cwd: root }).flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/^```yaml\n(apiVersion: keelson\.dev[\s\S]*?)^```/gm)].flatMap(([, text]) =>
      documentsOf(String(text)),
    ),
  ),
  ...valid.flatMap(documentsOf),
];

/** Steps, conditions, enum values, and what is a word or a map. */
const open = /\.(?:upgrade|downgrade)\.0\.|\.when\.|\.enums\.0\.values\.|\.replicaIdentity|\.inherits\.|\.streaming/;

/** What stands in files only, and how the API server says so. */
const refusals: readonly (readonly [(document: string) => boolean, RegExp])[] = [
  [(text) => /"env":/.test(text), /env|must not validate/],
  [(text) => /"files":/.test(text), /keelson bundle/],
];

describeKubernetes("custom resources", (cluster) => {
  const start = async () => {
    const own = await cluster.namespace();
    return { own, transport: await connect({ kubeconfig: own.kubeconfig }) };
  };

  test("have definitions that can be applied over themselves as keelson prints them", async () => {
    const { stdout } = await runKeelson(["crds"], { cwd: root });
    expect(await cluster.kubectl(["apply", "--server-side", "--force-conflicts", "--dry-run=server", "-f", "-"], stdout)).toMatchObject({
      code: 0,
      stderr: "",
    });
  });

  test.each([
    ["database.spec.policy.destructive", "Loss of data"],
    ["schema.spec.tables.columns.type", "dialect's own spelling"],
    ["revision.spec.upgrade", "One operation"],
    ["plan.spec.approved", "Consent to exactly this plan"],
    ["databaseset.spec.waves.maxFailures", "More stop the rollout"],
    ["database.status.conditions", "kubectl wait"],
  ])("are explained by kubectl: %s", async (path, words) => {
    expect((await cluster.kubectl(["explain", path])).stdout).toContain(words);
  });

  test.each(written.map((document, index) => [`${document.kind} ${document.metadata.name} (${index})`, document, index] as const))(
    "take a document as it stands in a file, or refuse it by name: %s",
    async (_name, document, index) => {
      const { transport } = await start();
      const { kind, spec } = document;
      const object = {
        metadata: { ...document.metadata, namespace: transport.namespace, name: `${document.metadata.name}-${index}` },
        spec,
      };
      const refusal = refusals.find(([concerns]) => concerns(JSON.stringify(spec)));
      const answer = createObject(transport, ownType(kind), object as ApiObject);
      if (refusal === undefined) expect(((await answer) as Document).spec).toEqual(spec);
      else await expect(answer).rejects.toThrow(refusal[1]);
    },
  );

  test("refuse a wrong value of any field by its name, except for what is open there and left to keelson", async () => {
    const { transport } = await start();
    const taken: string[] = [];
    const typed = wrongFields().filter(({ path }) => !open.test(path));
    expect(typed.length).toBeGreaterThan(500);
    for (const { path, text } of typed) {
      const document = parse(text) as Document;
      const request = {
        method: "POST",
        path: pathOf(ownType(document.kind), transport),
        query: { dryRun: "All", fieldValidation: "Strict" },
        body: { ...document, metadata: { name: "a" } },
      } as const;
      const error: unknown = await askServer(transport, request).then(
        () => taken.push(path),
        (refused: unknown) => refused,
      );
      if (typeof error === "number") continue;
      expect(isInvalid(error), path).toBe(true);
      const field = path
        .split(".")
        .filter((step) => step !== "0")
        .at(-1);
      if (!(error as Error).message.includes(String(field))) taken.push(`${path}: ${(error as Error).message}`);
    }
    expect(taken).toEqual([]);
  });

  test.each([
    [
      "two sources",
      { source: { directory: ".", configMaps: [{ name: "a" }] } },
      "exactly one of directory, git, oci, configMaps, resources is needed",
    ],
    ["no source", { source: {} }, "exactly one of directory, git, oci, configMaps, resources is needed"],
    ["a password in the open", { connection: { password: { value: "x" } } }, "a password stands in a Secret"],
    ["a password in a URL", { connection: { url: { value: "postgresql://a:b@c/d" } } }, "a URL with a password stands in a Secret"],
    ["the environment of the operator", { connection: { url: { env: "HOME" } } }, "env is for documents in files"],
    ["a file of the operator", { connection: { tls: { ca: { file: "/etc/passwd" } } } }, "file is for documents in files"],
    [
      "a URL and its parts",
      { connection: { url: { secretKeyRef: { name: "a", key: "b" } }, host: { value: "c" } } },
      "beside url, host, port, user, password, database may not be given",
    ],
    ["a duration that is none", { policy: { lockTimeout: "soon" } }, "spec.policy.lockTimeout"],
    ["a misspelt field", { polcy: {} }, 'unknown field "spec.polcy"'],
  ])("are refused by kubectl with a message that helps: %s", async (_what, spec, message) => {
    const { own } = await start();
    const document = {
      apiVersion: "keelson.dev/v1alpha1",
      kind: "Database",
      metadata: { name: "a" },
      spec: { dialect: "postgresql", source: { directory: "." }, ...spec },
    };
    const { code, stderr } = await own.kubectl(["create", "-f", "-"], JSON.stringify(document));
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
  });

  test("a Plan changes in nothing but its consent", async () => {
    const { transport } = await start();
    const { namespace } = transport;
    const type = ownType("Plan");
    const statement = {
      sql: "DROP TABLE a",
      hazards: [{ kind: "dataLoss", message: "a" }],
      lock: "accessExclusive",
      estimate: { rows: 1 },
    };
    const stage = { revision: "c0", direction: "up", mode: "transaction", inverse: "exact", statements: [statement] };
    const spec = {
      database: "shop",
      digest: "sha256:1",
      fingerprint: "sha256:2",
      from: [],
      to: ["c0"],
      horizon: null,
      stages: [stage],
      pendingContract: [],
    };
    await createObject(transport, type, { metadata: { namespace, name: "p" }, spec } as ApiObject);
    const changed = (part: object) => ({ stages: [{ ...stage, statements: [{ ...statement, ...part }] }] });
    const changes: readonly object[] = [
      { database: "other" },
      { database: null },
      { digest: "sha256:3" },
      { fingerprint: "sha256:3" },
      { from: ["b0"] },
      { to: [] },
      { horizon: "c0" },
      { pendingContract: ["c0"] },
      { pendingContract: null },
      { stages: [] },
      { stages: [stage, stage] },
      { stages: [{ ...stage, mode: "autocommit" }] },
      changed({ sql: "SELECT 1" }),
      changed({ hazards: [] }),
      changed({ hazards: [{ kind: "dataLoss", message: "b" }] }),
      changed({ lock: null }),
      changed({ estimate: { rows: 2 } }),
    ];
    for (const change of changes)
      await expect(mergeObject(transport, type, { namespace, name: "p" }, { spec: change }), JSON.stringify(change)).rejects.toThrow(
        "a Plan never changes, except for approved",
      );
    for (const approved of [true, false, null]) await mergeObject(transport, type, { namespace, name: "p" }, { spec: { approved } });
  });

  test("show in a table what people look for", async () => {
    const { own, transport } = await start();
    const metadata = { namespace: transport.namespace, name: "shop" };
    await createObject(transport, ownType("Database"), { metadata, spec: { dialect: "sqlite", source: { directory: "." } } } as ApiObject);
    const condition = (type: string, status: string, reason: string) => ({
      type,
      status,
      reason,
      message: "",
      lastTransitionTime: "2026-01-01T00:00:00Z",
    });
    const status = {
      revision: { current: ["a1", "b2"], target: ["c3"], pending: 4 },
      conditions: [condition("Ready", "False", "AwaitingApproval"), condition("Drifted", "True", "InSync")],
    };
    await applyObject(transport, ownType("Database"), { metadata, status } as ApiObject, "status");
    const [head, row] = (await own.kubectl(["get", "kdb"])).stdout.split("\n").map((line) => line.split(/\s{2,}|\s+(?=\S)/));
    expect(head).toEqual(expect.arrayContaining(["NAME", "READY", "CURRENT", "TARGET", "PENDING", "DRIFT", "AGE", "REASON"]));
    expect(row).toEqual(expect.arrayContaining(["shop", "False", '["a1","b2"]', '["c3"]', "4", "True", "AwaitingApproval"]));
    expect(
      await own.kubectl(["wait", "--for=jsonpath={.status.conditions[0].reason}=AwaitingApproval", "database/shop", "--timeout=5s"]),
    ).toMatchObject({ code: 0 });
  });

  test("have short names of their own", async () => {
    const { stdout } = await cluster.kubectl(["api-resources", "--no-headers", "-o", "wide"]);
    const ours = ["kdb", "kdbset", "kplan", "kschema", "krev"];
    const all = stdout
      .split("\n")
      .map((line) => line.split(/\s+/))
      .flatMap(([name = "", short = ""]) => [name, ...short.split(",")]);
    for (const name of ours)
      expect(
        all.filter((other) => other === name),
        name,
      ).toHaveLength(1);
  });
});
