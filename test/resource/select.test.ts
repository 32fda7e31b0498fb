import { expect, test } from "vitest";
import { InputError, NotFoundError } from "../../src/core/error.ts";
import type { DatabaseResource } from "../../src/resource/resource.ts";
import { selectDatabases } from "../../src/resource/select.ts";
import { database, readOne } from "./read.ts";

const one = (name: string): DatabaseResource => readOne("Database", database("dialect: sqlite\nsource: { directory: db }", name));
const [shop, blog] = [one("shop"), one("blog")];

test("one database needs no choice, several do", () => {
  expect(selectDatabases([shop], { kind: "unstated" })).toEqual([shop]);
  expect(selectDatabases([shop, blog], { kind: "all" })).toEqual([shop, blog]);
  expect(selectDatabases([shop, blog], { kind: "named", name: "blog" })).toEqual([blog]);
  expect(() => selectDatabases([shop, blog], { kind: "unstated" })).toThrow("the file holds several databases: shop, blog");
});

test("none, and none of that name", () => {
  expect(() => selectDatabases([], { kind: "unstated" })).toThrow(InputError);
  expect(() => selectDatabases([shop], { kind: "named", name: "shp" })).toThrow(NotFoundError);
});
