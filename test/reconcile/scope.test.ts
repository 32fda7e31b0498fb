import { expect, test } from "vitest";
import { describeRef } from "../../src/model/ref.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { ownership, ownsNothing } from "../../src/reconcile/ownership.ts";
import { scope } from "../../src/reconcile/scope.ts";
import { column, ours, ref, table } from "./schema-literals.ts";

const declared = SchemaModel.of([table("users"), column("users", "id")]);
const base = SchemaModel.of([table("users"), column("users", "id"), column("users", "extra"), table("old"), column("old", "id")]);
const names = (objects: Iterable<SchemaObject>) => [...objects].map((object) => describeRef(object.ref));

test("without a journal nothing is dropped, all that is not declared is named", () => {
  const { desired, unmanaged } = scope(declared, base, ownsNothing, "no");
  expect(names(unmanaged)).toEqual(["public.users.extra", "public.old", "public.old.id"]);
  expect(new Set(names(desired.objects()))).toEqual(new Set(names(base.objects())));
});

test("what was ours and is no longer declared goes", () => {
  const { desired, unmanaged } = scope(declared, base, ownership(ours(ref("users"), ref("old"))), "no");
  expect(names(unmanaged)).toEqual([]);
  expect(names(desired.objects())).toEqual(names(declared.objects()));
});

test("under prune what was never ours goes too, and is named all the same", () => {
  const { desired, unmanaged } = scope(declared, base, ownership(ours(ref("users"))), "yes");
  expect(names(unmanaged)).toEqual(["public.old", "public.old.id"]);
  expect(names(desired.objects())).toEqual(names(declared.objects()));
});

test("what a declared table was renamed from is neither kept nor unmanaged", () => {
  const people = { ...table("people"), renamedFrom: ["old"] } as SchemaObject;
  const { desired, unmanaged } = scope(SchemaModel.of([people, column("people", "id")]), SchemaModel.of([table("old"), column("old", "id")]), ownsNothing, "no");
  expect(names(unmanaged)).toEqual([]);
  expect(names(desired.objects())).toEqual(["public.people", "public.people.id"]);
});
