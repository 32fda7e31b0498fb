import type { Diagnostic } from "../../core/diagnostic.ts";
import { isUrlFault, parseConnectionUrl } from "../../resource/connection-url.ts";
import type { FieldPath } from "../../resource/path.ts";
import { positionOf } from "../../resource/position-of.ts";
import type { Resource } from "../../resource/resource.ts";
import type { ValueSource } from "../../resource/shape/value-source.shape.ts";

/** What a file may say and an object may not: it would reach the operator's own environment and files, or show a secret to whoever may read objects. */
export function refusedInCluster(resource: Resource, directories: "allowed" | "refused"): readonly Diagnostic[] {
  if (resource.kind !== "Database") return [];
  const { connection = {}, source } = resource.spec;
  const { tls, secrets = {}, role: _role, ...values } = connection;
  const { mode: _mode, ...certificates } = tls ?? {};
  const refuse = (path: FieldPath, message: string, remedy: string): Diagnostic => ({
    code: "refused-in-cluster",
    severity: "error",
    message: `${path.join(".")} ${message}`,
    remedy,
    position: positionOf(resource, path),
  });
  const findings = [
    ...fieldsOf(["spec", "connection"], values),
    ...fieldsOf(["spec", "connection", "tls"], certificates),
    ...fieldsOf(["spec", "connection", "secrets"], secrets),
  ].flatMap((field): Diagnostic[] => {
    const why = refusedValue(field);
    return why === null ? [] : [refuse(field.path, why, "Keep it in a Secret and name that under secretKeyRef")];
  });
  if (source.directory !== undefined && directories === "refused")
    findings.push(
      refuse(
        ["spec", "source", "directory"],
        "is a folder of the operator's own file system",
        "Use git, oci, configMaps or resources, or start the operator with --allow-directories",
      ),
    );
  return findings;
}

interface Field {
  readonly path: FieldPath;
  readonly key: string;
  readonly value: ValueSource;
}

const fieldsOf = (path: FieldPath, values: Readonly<Record<string, ValueSource | undefined>>): readonly Field[] =>
  Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [{ path: [...path, key], key, value }]));

function refusedValue({ path, key, value: { env, file, value } }: Field): string | null {
  if (env !== undefined) return "names an environment variable, which would be the operator's";
  if (file !== undefined) return "names a file, which would be the operator's";
  if (value === undefined) return null;
  if (key === "password" || key === "key" || path.at(-2) === "secrets") return "is written in the open";
  return (key === "url" || key === "directUrl") && holdsPassword(value) ? "holds a password in the open" : null;
}

function holdsPassword(url: string): boolean {
  const parsed = parseConnectionUrl(url);
  return !isUrlFault(parsed) && "password" in parsed && parsed.password === "inside";
}
