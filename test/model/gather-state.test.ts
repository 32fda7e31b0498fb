import { expect, test } from "vitest";
import { declared, type SchemaObject } from "../../src/model/object.ts";
import { childRef, tableRef } from "../../src/model/ref.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";

const table = (name: string): SchemaObject =>
  ({ kind: "table", ref: tableRef("s", name), body: {}, origin: declared }) as unknown as SchemaObject;
const column = (of: string, name: string, type: string): SchemaObject =>
  ({
    kind: "column",
    ref: childRef("column", tableRef("s", of), name),
    body: { type, nullable: true, default: null, identity: null, generated: null, collation: null },
    origin: declared,
  }) as unknown as SchemaObject;

const oneByOne = (objects: readonly SchemaObject[]): SchemaModel =>
  objects.reduce((model, object) => model.with(object), SchemaModel.empty);

test.for([
  {
    title: "in their order, parts before their table too",
    objects: [column("b", "x", "text"), table("a"), table("b"), column("a", "y", "text"), column("b", "z", "text")],
  },
  {
    title: "the second of one name in the place of the first",
    objects: [table("a"), column("a", "x", "text"), column("a", "y", "text"), column("a", "x", "integer"), table("a")],
  },
])("many objects at once are the model that they are one by one: $title", ({ objects }) => {
  const [atOnce, slowly] = [SchemaModel.of(objects), oneByOne(objects)];
  expect([...atOnce.objects()]).toEqual([...slowly.objects()]);
  expect(atOnce.size).toBe(slowly.size);
});
