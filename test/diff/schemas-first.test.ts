import { expect, test } from "vitest";
import { changeLine } from "../../src/change/describe.ts";
import { diff } from "../../src/diff/diff.ts";
import { declared, type SchemaObject } from "../../src/model/object.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";

const schema = (name: string): SchemaObject => ({ kind: "schema", ref: { kind: "schema", name }, origin: declared, body: {} });
const table = (home: string, renamedFrom: readonly string[] = []): SchemaObject => ({
  kind: "table",
  ref: { kind: "table", schema: home, name: "t" },
  origin: declared,
  renamedFrom,
  body: { unlogged: false, options: {}, strict: false, withoutRowid: false },
});

test("a table is moved into a schema that is there by then, and out of one that is still there", () => {
  const { changes } = diff(SchemaModel.of([schema("b"), table("b", ["a.t"])]), SchemaModel.of([schema("a"), table("a")]));
  expect(changes.map(changeLine)).toEqual(["create schema b", "rename table a.t to t", "drop schema a"]);
});
