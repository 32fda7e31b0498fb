import { expect, test } from "vitest";
import { Children } from "../../src/model/children.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import type { ObjectKind } from "../../src/model/ref.ts";

const parent = { kind: "table", schema: "shop", name: "orders" } as const;
const part = (kind: ObjectKind, name: string, comment: string | null = null): SchemaObject =>
  ({ kind, ref: { kind, parent, name }, comment }) as SchemaObject;

test.each([
  ["the first time", 0],
  ["once their names are listed", 20],
])("a column and a check of one name are found each %s, and what replaced or left is so for the new version alone", (_when, before) => {
  const [column, check, other] = [part("column", "total"), part("check", "total"), part("column", "paid")];
  const asked = (children: Children): Children => {
    for (let time = 0; time < before; time++) children.find(other.ref);
    return children;
  };
  const children = asked(new Children([column, check, other]));
  expect(children.find(column.ref)).toBe(column);
  expect(children.find(check.ref)).toBe(check);
  expect(children.find({ kind: "index", name: "total" })).toBeUndefined();
  expect(children.find({ kind: "column", name: "__proto__" })).toBeUndefined();

  const remarked = part("column", "total", "with tax");
  const replaced = asked(children.with(remarked, column));
  expect(replaced.list).toEqual([remarked, check, other]);
  expect([replaced.find(column.ref), children.find(column.ref)]).toEqual([remarked, column]);

  const left = asked(children.without(column));
  expect([left.find(column.ref), left.find(check.ref)]).toEqual([undefined, check]);
  expect(children.with(part("index", "late"), undefined).list.map(({ ref }) => ref.name)).toEqual(["total", "total", "paid", "late"]);
});
