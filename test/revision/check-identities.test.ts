import { expect, test } from "vitest";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { sqlite } from "../../src/dialect/sqlite/index.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { RevisionResource, SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { checkIdentities } from "../../src/revision/check-identities.ts";

const settingsOf = ({ grammar, kinds }: typeof sqlite) => ({
  grammar,
  kinds,
  defaultSchema: grammar.defaultSchema,
  schemas: [grammar.defaultSchema],
  serverVersion: null,
  environment: null,
});

const two = (more = "") =>
  `{ name: t, columns: [ { name: id, type: integer, identity: always }, { name: nr, type: integer, identity: byDefault${more} } ], primaryKey: { columns: [id] } }`;
const placed = (found: readonly { readonly code: string; readonly position?: { readonly line: number; readonly column: number } }[]) =>
  found.map(({ code, position }) => [code, position?.line]);

function ofRevision(step: string, dialect: typeof sqlite) {
  const text = `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: first }\nspec:\n  id: a\n  revises: []\n  upgrade:\n    - ${step}\n`;
  const { resources, diagnostics } = parseResources([{ path: "a.yaml", text }]);
  expect(diagnostics).toEqual([]);
  return placed(checkIdentities(resources as RevisionResource[], settingsOf(dialect)));
}

test("two columns that number themselves are found in a step and in a Schema, with their place", () => {
  expect(ofRevision(`{ createTable: ${two()} }`, sqlite)).toEqual([["identity-not-sole-key", 8]]);
  expect(ofRevision(`{ createTable: ${two()} }`, postgresql)).toEqual([]);
  expect(ofRevision(`{ createTable: ${two()}, when: { dialect: postgresql } }`, sqlite)).toEqual([]);
  const text = `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: shop }\nspec:\n  tables:\n    - ${two()}\n`;
  const { resources } = parseResources([{ path: "shop.yaml", text }]);
  const { diagnostics } = toModel(resources as SchemaResource[], settingsOf(sqlite));
  expect(placed(diagnostics)).toEqual([["identity-not-sole-key", 6]]);
  expect(diagnostics[0]?.position?.column).toBeGreaterThan(100);
});
