import { describeRef } from "../../src/model/ref.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { onPostgresql } from "../operation/steps.ts";

export const table = {
  name: "Users",
  columns: [
    { name: "id", type: "int" },
    { name: "E Mail", type: "text" },
  ],
  primaryKey: { columns: ["id"] },
};

/** What a Schema with a table `Users` and all that `spec` says comes to: its objects by kind and name, and what was found wrong. */
export function read(spec: object, settings = onPostgresql) {
  const text = JSON.stringify({
    apiVersion: "keelson.dev/v1alpha1",
    kind: "Schema",
    metadata: { name: "shop" },
    spec: { tables: [table], ...spec },
  });
  const { resources } = parseResources([{ path: "shop.yaml", text }]);
  const { model, diagnostics } = toModel(resources as readonly SchemaResource[], settings);
  const objects = [...model.objects()];
  return {
    find: (name: string) => objects.find(({ kind, ref }) => `${kind} ${describeRef(ref)}` === name),
    names: objects.map(({ kind, ref }) => `${kind} ${describeRef(ref)}`),
    findings: diagnostics.map(({ code, message }) => `${code}: ${message}`),
  };
}

/** A spec that says it as SQL. */
export const sql = (...statements: readonly string[]) => ({ objects: [{ sql: statements.join("; ") }] });
