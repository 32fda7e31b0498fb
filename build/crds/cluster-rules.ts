import type { ResourceKind } from "../../src/resource/resource.ts";
import type { JsonSchema } from "../collect-shapes.ts";

/** What a document may say in a file and not in a cluster, or may not change there: an expression of the API server, and what it then tells. */
interface ClusterRule {
  /** The fields below which it holds; of a list, each entry. */
  readonly path: readonly string[];
  readonly rule: string;
  readonly message: string;
}

const parts = ["url", "host", "port", "user", "password", "database", "directUrl"];
const files = ["ca", "cert", "key"];
const fromCluster = "in a cluster a value comes from secretKeyRef or configMapKeyRef, or stands in value where it is no secret";

/** Secrets stand in Secrets; the process that runs keelson gives nothing of its own environment and files. */
const connectionRules = (path: readonly string[]): readonly ClusterRule[] => [
  ...[...parts, ...files.map((file) => `tls.${file}`)].flatMap((field) =>
    ["env", "file"].map((from) => ({ path: [...path, ...field.split(".")], rule: `!has(self.${from})`, message: `${from} is for documents in files: ${fromCluster}` })),
  ),
  { path: [...path, "password"], rule: "!has(self.value)", message: "a password stands in a Secret: name it by secretKeyRef" },
  ...["url", "directUrl"].map((field) => ({
    path: [...path, field],
    rule: "!has(self.value) || !self.value.matches('^[A-Za-z0-9+.-]+://[^/?#]*:[^/?#]*@|[?&]password=')",
    message: "a URL with a password stands in a Secret: name it by secretKeyRef",
  })),
];

/** Everything of a Plan but the consent to it. */
const settled = "a Plan never changes, except for approved: a new state of the database is a new Plan";
const unchanged = (field: string): ClusterRule => ({ path: ["spec", field], rule: "self == oldSelf", message: settled });
const sameThere = (field: string): ClusterRule => ({ path: ["spec"], rule: `has(self.${field}) == has(oldSelf.${field})`, message: settled });

export const clusterRules: Readonly<Record<ResourceKind, readonly ClusterRule[]>> = {
  Schema: [{ path: ["spec"], rule: "!has(self.files)", message: "files lie beside a document in a folder: `keelson bundle` writes them into it" }],
  Revision: [],
  Database: connectionRules(["spec", "connection"]),
  DatabaseSet: [...connectionRules(["spec", "template", "spec", "connection"]), ...connectionRules(["spec", "targets", "connection"])],
  Plan: [
    ...["database", "digest", "fingerprint", "from", "to", "horizon", "stages", "pendingContract"].map(unchanged),
    ...["database", "horizon", "pendingContract"].map(sameThere),
  ],
};

/** Lays each rule where it holds. The schema is changed in place. */
export function addClusterRules(schema: JsonSchema, rules: readonly ClusterRule[]): void {
  for (const { path, rule, message } of rules) {
    const place = path.reduce(enter, schema);
    place["x-kubernetes-validations"] = [...((place["x-kubernetes-validations"] as object[] | undefined) ?? []), { rule, message }];
  }
}

function enter(schema: JsonSchema, field: string): JsonSchema {
  const { properties } = (schema["items"] ?? schema) as { readonly properties?: { readonly [key: string]: JsonSchema } };
  const found = properties?.[field];
  if (found === undefined) throw new Error(`no field ${field} for a rule of the cluster`);
  return found;
}
