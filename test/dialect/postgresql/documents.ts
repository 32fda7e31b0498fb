import { expect } from "vitest";
import type { ObjectChange } from "../../../src/change/change.ts";
import { changeLine } from "../../../src/change/describe.ts";
import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { answersTo } from "../../../src/diff/answers.ts";
import { diff } from "../../../src/diff/diff.ts";
import type { Model } from "../../../src/model/model.ts";
import { readAlike } from "../../../src/reconcile/read-alike.ts";
import { fromModel } from "../../../src/resource/from-model.ts";
import { parseResources } from "../../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../../src/resource/resource.ts";
import type { SchemaSpec } from "../../../src/resource/shape/schema.shape.ts";
import { toModel } from "../../../src/resource/to-model.ts";

const { grammar, kinds } = postgresql;
/** Schemas that the tests use. */
export const schemas = ["public", "util", "Odd Schema"];
export const settings = { grammar, defaultSchema: "public" };

/** What documents say of a database with the schemas that the tests use. */
export async function desired(...specs: readonly SchemaSpec[]): Promise<Model> {
  await grammar.ready();
  const files = specs.map((spec, at) => ({
    path: `${at}.json`,
    text: JSON.stringify({ apiVersion: "keelson.dev/v1alpha1", kind: "Schema", metadata: { name: `s${at}` }, spec }),
  }));
  const { resources, diagnostics } = parseResources(files);
  expect(diagnostics).toEqual([]);
  const found = toModel(
    resources.filter((resource): resource is SchemaResource => resource.kind === "Schema"),
    { ...settings, kinds, schemas, serverVersion: null, environment: null },
  );
  expect(found.diagnostics).toEqual([]);
  return found.model;
}

/** What leads from the live model to the other, where only what PostgreSQL's own parser reads alike is the same. */
export async function difference(wanted: Model, live: Model): Promise<readonly ObjectChange[]> {
  const { questions } = diff(wanted, live);
  const alike = await readAlike(questions, grammar, "public");
  return diff(wanted, live, {
    answers: answersTo(
      questions,
      questions.map((question) => alike.has(question)),
    ),
  }).changes;
}

export const lines = (changes: readonly ObjectChange[]): readonly string[] => changes.map(changeLine);
/** The model as its own documents say it. */
export const throughDocuments = (model: Model): Promise<Model> => desired(...fromModel(model, settings).map(({ spec }) => spec));
