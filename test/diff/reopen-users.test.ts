import { expect, test } from "vitest";
import { changeLine } from "../../src/change/describe.ts";
import { diff } from "../../src/diff/diff.ts";
import { canonical, written } from "../../src/model/expression.ts";
import { declared, type SchemaObject, type SchemaObjectOf } from "../../src/model/object.ts";
import type { ObjectRef } from "../../src/model/ref.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";

const routine = (type: string): SchemaObjectOf<"function"> => ({
  kind: "function",
  ref: { kind: "function", schema: "public", name: "f", arguments: [type] },
  origin: declared,
  body: { definition: written(`(a ${type})`), source: "select a" },
});
const view = (name: string, uses: readonly ObjectRef[], comment?: string): SchemaObject => ({
  kind: "view",
  ref: { kind: "view", schema: "public", name },
  origin: declared,
  uses,
  ...(comment === undefined ? {} : { comment }),
  body: { query: canonical(`SELECT ${name}`), columns: null, materialized: false, withData: true, options: {}, check: null, reads: [] },
});

test("what stays the same and uses a routine that goes is made again, with what uses that", () => {
  const [old, now] = [routine("integer"), routine("bigint")];
  const first = view("first", [old.ref], "kept");
  const live = SchemaModel.of([old, first, view("second", [first.ref]), view("other", [])]);
  const wanted = SchemaModel.of([now, view("first", [now.ref]), view("second", [first.ref]), view("other", [])]);
  const { changes } = diff(wanted, live);
  expect(changes.map(changeLine)).toEqual([
    "drop view public.second",
    "drop view public.first",
    "create function public.f(bigint)",
    "drop function public.f(integer)",
    "create view public.first",
    "create view public.second",
  ]);
  expect(changes.find(({ before, after }) => before === null && after?.ref.name === "first")?.after?.comment).toBe("kept");
});
