import { expect, test } from "vitest";
import type { Change, ObjectChange } from "../../src/change/change.ts";
import { netChanges } from "../../src/change/net.ts";
import { written } from "../../src/model/expression.ts";
import { declared, type SchemaObjectOf } from "../../src/model/object.ts";
import { tableRef } from "../../src/model/ref.ts";

const check = (name: string, notValid: boolean): SchemaObjectOf<"check"> => ({
  kind: "check",
  ref: { kind: "check", parent: tableRef("public", "hero"), name },
  origin: declared,
  comment: null,
  body: { expression: written("age > 0"), noInherit: false, notValid },
});
const change = (before: ObjectChange["before"], after: ObjectChange["after"]): ObjectChange => ({ kind: "object", before, after });
const [unchecked, checked, renamed] = [check("positive", true), check("positive", false), check("old_enough", false)];
const sql: Change = { kind: "opaque", id: "1", sql: "SELECT 1", transaction: true };

test("what is made and changed is made as it is left, where it was made first", () => {
  expect(netChanges([change(null, unchecked), sql, change(unchecked, checked), change(checked, renamed)])).toEqual([
    change(null, renamed),
    sql,
  ]);
});

test("what is made and dropped is left out", () => {
  expect(netChanges([change(null, unchecked), change(unchecked, checked), sql, change(checked, null)])).toEqual([sql]);
});

test("what was there before is changed as often as it was, and may come again", () => {
  const there = [change(unchecked, checked), change(checked, null), change(null, unchecked)];
  expect(netChanges(there)).toEqual(there);
});
