import { expect } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { chooseEntities } from "../../src/report/entity/choose-entities.ts";
import { entitiesOf } from "../../src/report/entity/entities-of.ts";
import { dotOf } from "../../src/report/entity/entity-dot.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { onPostgresql } from "../operation/steps.ts";

/** What a Schema with these tables and whatever else is said comes to. */
export function schemaOf(spec: object): Model {
  const text = JSON.stringify({ apiVersion: "keelson.dev/v1alpha1", kind: "Schema", metadata: { name: "shop" }, spec });
  const parsed = parseResources([{ path: "shop.yaml", text }]);
  const schemas = parsed.resources.flatMap((resource) => (resource.kind === "Schema" ? [resource] : []));
  const { model, diagnostics } = toModel(schemas, { ...onPostgresql, schemas: ["public", "sales", "odd. schema"] });
  expect([...parsed.diagnostics, ...diagnostics].filter(({ severity }) => severity === "error")).toEqual([]);
  return model;
}

/** What Graphviz is given of a schema, whole or around the entity of a key; undefined where nothing is drawn. */
export function entityDot(model: Model, key?: string): string | undefined {
  const choice = chooseEntities(entitiesOf(model), key);
  return choice && dotOf(choice);
}

export const id = { name: "id", type: "bigint", nullable: false };
export const byId = { columns: ["id"] };

/** So many tables, each of which refers to the first. */
export const many = (count: number): Model =>
  schemaOf({
    tables: Array.from({ length: count }, (_, at) => ({
      name: `table_${at}`,
      columns: [id, { name: "hub_id", type: "bigint" }, { name: "note", type: "text" }],
      primaryKey: byId,
      ...(at > 0 && { foreignKeys: [{ columns: ["hub_id"], references: { table: "table_0", columns: ["id"] } }] }),
    })),
  });
