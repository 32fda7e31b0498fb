import type { ResourceKind } from "../../src/resource/resource.ts";
import type { JsonSchema } from "../collect-shapes.ts";

/** What a document may say in a file and not in a cluster, or may not change there. */
interface ClusterRule {
  /** The fields below which it holds; of a list, each entry. */
  readonly path: readonly string[];
  /** An expression and what the API server tells where it is false; or a pattern that a text must not have, where an expression would cost too much. */
  readonly holds: { readonly rule: string; readonly message: string } | { readonly never: string };
}

const passwordInUrl = "^[A-Za-z0-9+.-]+://[^/?#]*:[^/?#]*@|[?&]password=";

const parts = ["url", "host", "port", "user", "password", "database", "directUrl"];
const files = ["ca", "cert", "key"];
const fromCluster = "in a cluster a value comes from secretKeyRef or configMapKeyRef, or stands in value where it is no secret";

const expression = (path: readonly string[], rule: string, message: string): ClusterRule => ({ path, holds: { rule, message } });

/** Secrets stand in Secrets; the process that runs keelson gives nothing of its own environment and files. */
const connectionRules = (path: readonly string[]): readonly ClusterRule[] => [
  ...[...parts, ...files.map((file) => `tls.${file}`)].flatMap((field) =>
    ["env", "file"].map((from) =>
      expression([...path, ...field.split(".")], `!has(self.${from})`, `${from} is for documents in files: ${fromCluster}`),
    ),
  ),
  expression([...path, "password"], "!has(self.value)", "a password stands in a Secret: name it by secretKeyRef"),
];
const urls = ["url", "directUrl"];
const urlRules = (path: readonly string[]): readonly ClusterRule[] =>
  urls.map((field) =>
    expression(
      [...path, field],
      `!has(self.value) || !self.value.matches('${passwordInUrl}')`,
      "a URL with a password stands in a Secret: name it by secretKeyRef",
    ),
  );

/** Everything of a Plan but the consent to it. */
const settled = "a Plan never changes, except for approved: a new state of the database is a new Plan";
const unchanged = (field: string): ClusterRule => expression(["spec", field], "self == oldSelf", settled);
const sameThere = (field: string): ClusterRule => expression(["spec"], `has(self.${field}) == has(oldSelf.${field})`, settled);

export const clusterRules: Readonly<Record<ResourceKind, readonly ClusterRule[]>> = {
  Schema: [expression(["spec"], "!has(self.files)", "files lie beside a document in a folder: `keelson bundle` writes them into it")],
  Revision: [],
  Database: [...connectionRules(["spec", "connection"]), ...urlRules(["spec", "connection"])],
  DatabaseSet: [
    ...connectionRules(["spec", "template", "spec", "connection"]),
    ...urlRules(["spec", "template", "spec", "connection"]),
    ...connectionRules(["spec", "targets", "connection"]),
    ...urls.map((field) => ({ path: ["spec", "targets", "connection", field, "value"], holds: { never: passwordInUrl } })),
  ],
  Plan: [
    ...["database", "digest", "fingerprint", "from", "to", "horizon", "stages", "pendingContract"].map(unchanged),
    ...["database", "horizon", "pendingContract"].map(sameThere),
  ],
};

/** Lays each rule where it holds. The schema is changed in place. */
export function addClusterRules(schema: JsonSchema, rules: readonly ClusterRule[]): void {
  for (const { path, holds } of rules) {
    const place = path.reduce(enter, schema);
    if ("never" in holds) place["not"] = { pattern: holds.never };
    else place["x-kubernetes-validations"] = [...((place["x-kubernetes-validations"] as object[] | undefined) ?? []), holds];
  }
}

function enter(schema: JsonSchema, field: string): JsonSchema {
  const { properties } = (schema["items"] ?? schema) as { readonly properties?: { readonly [key: string]: JsonSchema } };
  const found = properties?.[field];
  if (found === undefined) throw new Error(`no field ${field} for a rule of the cluster`);
  return found;
}
