import { expect, test } from "vitest";
import type { ObjectChange } from "../../src/change/change.ts";
import { changeLine } from "../../src/change/describe.ts";
import { orderChanges } from "../../src/change/order.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import { foreignKey, primaryKey, unique } from "../dialect/sqlite/objects.ts";

const keyTo = (table: string): SchemaObject =>
  ({
    ...foreignKey("orders", ["user_id"], table),
    ref: { ...foreignKey("orders", ["user_id"], "users").ref, name: "owner" },
  }) as SchemaObject;
const moved: ObjectChange = { kind: "object", before: keyTo("users"), after: keyTo("people") };
const lines = (...changes: readonly ObjectChange[]) => orderChanges(changes).map(changeLine);

test("a foreign key that moves to a new key goes before the old one and comes after the new one", () => {
  const dropped: ObjectChange = { kind: "object", before: primaryKey("users", "id"), after: null };
  const made: ObjectChange = { kind: "object", before: null, after: unique("people", "id") };
  expect(lines(moved, dropped, made).map((line) => line.replace(/ .*/, ""))).toEqual(["drop", "drop", "create", "create"]);
  expect(lines(moved, dropped, made)[0]).toContain("owner");
  expect(lines(moved, dropped, made)[3]).toContain("owner");
});

test("one whose keys stay is altered where it stands", () => {
  expect(lines(moved)).toHaveLength(1);
});
