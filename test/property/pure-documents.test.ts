import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { meaningOf } from "../../src/model/model-digest.ts";
import { describeRef, objectKinds } from "../../src/model/ref.ts";
import { fromModel } from "../../src/resource/from-model.ts";
import type { SchemaResource } from "../../src/resource/resource.ts";
import { toModel } from "../../src/resource/to-model.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { arbitraryModel } from "./arbitrary-model.ts";
import { seed } from "../seeded-share.ts";

beforeAll(() => grammar.ready());

const settings = { grammar, kinds: objectKinds, defaultSchema: "public", schemas: ["public"], serverVersion: "16.3", environment: null };

/** None and not compared are written alike. */
const withoutEmptyComments = (model: SchemaModel): SchemaModel =>
  SchemaModel.of([...model.objects()].map((object) => (object.comment === null ? { ...object, comment: undefined } : object)));

const columnsOf = (model: SchemaModel) => [...model.objects()].filter(({ kind }) => kind === "column").map(({ ref }) => describeRef(ref));

const meanings = (model: SchemaModel) =>
  Object.fromEntries([...model.objects()].map((object) => [describeRef(object.ref) + object.kind, meaningOf(object)]));

it("reads back the model that it wrote", () => {
  fc.assert(
    fc.property(arbitraryModel, (model) => {
      const resources = fromModel(model, settings).map(({ spec }): SchemaResource => {
        const position = { file: "schema.yaml", line: 1, column: 1 };
        return {
          kind: "Schema",
          metadata: { name: "schema" },
          spec,
          position,
          origin: { file: "schema.yaml", text: "", document: 0 },
          sqlFiles: [],
        };
      });
      const read = toModel(resources, settings);
      expect(read.diagnostics).toEqual([]);
      expect(columnsOf(read.model)).toEqual(columnsOf(model));
      expect(meanings(read.model)).toEqual(meanings(withoutEmptyComments(model)));
    }),
    { seed },
  );
});
