import { expect, test } from "vitest";
import type { ObjectChange } from "../../src/change/change.ts";
import { objectsWrite } from "../../src/execute/owned-objects.ts";
import { declared, type SchemaObject } from "../../src/model/object.ts";
import { childRef, refKey, tableRef } from "../../src/model/ref.ts";
import type { OwnedObject } from "../../src/port/journal.ts";

const table = (name: string): SchemaObject => ({
  kind: "table",
  ref: { ...tableRef("public", name), kind: "table" },
  origin: declared,
  body: { unlogged: false, options: null, strict: false, withoutRowid: false },
});
const key = (name: string) => refKey(tableRef("public", name));
const columnKey = (name: string) => refKey(childRef("column", tableRef("public", name), "id"));
const change = (before: SchemaObject | null, after: SchemaObject | null): ObjectChange => ({ kind: "object", before, after });
const owning = (...entries: readonly OwnedObject[]) => new Map(entries.map((entry) => [entry.ref, entry]));

const one: OwnedObject = { kind: "table", ref: key("one"), origin: "created" };
const oneId: OwnedObject = { kind: "column", ref: columnKey("one"), origin: "created" };

test("what is created is ours; of what was there and is touched, its parts are not", () => {
  expect(objectsWrite([change(null, table("one"))], owning())).toEqual({ kind: "objects", add: [one], remove: [] });
  expect(objectsWrite([change(table("one"), table("one"))], owning())).toEqual({
    kind: "objects",
    add: [{ ...one, origin: "declared" }],
    remove: [],
  });
  expect(objectsWrite([change(table("one"), table("one"))], owning(one))).toBeNull();
});

test("what is dropped takes its parts along", () => {
  expect(objectsWrite([change(table("one"), null)], owning(one, oneId))).toEqual({
    kind: "objects",
    add: [],
    remove: [oneId.ref, one.ref],
  });
  expect(objectsWrite([change(null, table("one")), change(table("one"), null)], owning())).toBeNull();
});

test("what is renamed stays what it was, with its parts", () => {
  expect(objectsWrite([change(table("one"), table("two"))], owning(one, oneId))).toEqual({
    kind: "objects",
    add: [
      { ...oneId, ref: columnKey("two") },
      { ...one, ref: key("two") },
    ],
    remove: [oneId.ref, one.ref],
  });
});
