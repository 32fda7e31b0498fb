import { expect, test } from "vitest";
import type { ObjectChange } from "../../src/change/change.ts";
import { orderChanges } from "../../src/change/order.ts";
import { written } from "../../src/model/expression.ts";
import { declared, type SchemaObject, type SchemaObjectOf } from "../../src/model/object.ts";
import { tableRef } from "../../src/model/ref.ts";

const people = tableRef("public", "people");
const column = (name: string, expression?: string): SchemaObjectOf<"column"> => ({
  kind: "column",
  ref: { kind: "column", parent: people, name },
  origin: declared,
  body: {
    type: "text",
    nullable: true,
    default: null,
    identity: null,
    generated: expression === undefined ? null : { expression: written(expression), stored: true },
    collation: null,
  },
});

const created = (...columns: readonly SchemaObjectOf<"column">[]): readonly string[] =>
  orderChanges(columns.map((after) => ({ kind: "object", before: null, after }))).map(({ after }) => after?.ref.name ?? "");

test("a generated column is created where it was written", () => {
  expect(created(column("mail"), column("short", "lower(mail)"), column("age"))).toEqual(["mail", "short", "age"]);
});

test("a generated column is created after those it is made of, in whatever case they are spelt", () => {
  expect(created(column("short", "lower(MAIL)"), column("age"), column("mail"))).toEqual(["mail", "short", "age"]);
});

const named = (changes: readonly ObjectChange[]): readonly string[] =>
  changes.map(({ before, after }) => (after ?? before)?.ref.name ?? "");

const view = (name: string, ...uses: readonly SchemaObject[]): SchemaObjectOf<"view"> => ({
  kind: "view",
  ref: { kind: "view", schema: "public", name },
  origin: declared,
  uses: uses.map(({ ref }) => ref),
  body: { query: written("SELECT 1"), columns: null, materialized: false, withData: true, options: {}, check: null, reads: [] },
});

test("what something uses comes before it, and goes after it, whatever their kinds", () => {
  const [last, first] = [view("last"), view("first")];
  const users: SchemaObject = { ...column("age"), uses: [last.ref] };
  const tree = { ...last, uses: [first.ref] };
  const all: readonly SchemaObject[] = [users, tree, first];
  expect(named(orderChanges(all.map((after) => ({ kind: "object", before: null, after }))))).toEqual(["first", "last", "age"]);
  expect(named(orderChanges(all.map((before) => ({ kind: "object", before, after: null }))))).toEqual(["age", "last", "first"]);
});

test("what uses but one column of a table comes behind the table, and what the table has of its own comes behind it", () => {
  const table: SchemaObject = {
    kind: "table",
    ref: people as SchemaObjectOf<"table">["ref"],
    origin: declared,
    body: { unlogged: false, options: null, strict: false, withoutRowid: false },
  };
  const [age, counted, mail] = [column("age"), column("counted"), column("mail")];
  const counting: SchemaObject = {
    kind: "function",
    ref: { kind: "function", schema: "public", name: "counting", arguments: [] },
    origin: declared,
    uses: [mail.ref],
    body: { definition: written(""), source: null },
  };
  const all: readonly SchemaObject[] = [counting, table, age, { ...counted, uses: [counting.ref] }, mail];
  const order = ["people", "age", "mail", "counting", "counted"];
  expect(named(orderChanges(all.map((after) => ({ kind: "object", before: null, after }))))).toEqual(order);
  expect(named(orderChanges(all.map((before) => ({ kind: "object", before, after: null }))))).toEqual(order.toReversed());
});

test("a table that a part of itself leads back to comes before what stands between", () => {
  const table: SchemaObject = {
    kind: "table",
    ref: people as SchemaObjectOf<"table">["ref"],
    origin: declared,
    body: { unlogged: false, options: null, strict: false, withoutRowid: false },
  };
  const middle = view("middle", table);
  const part: SchemaObject = { ...column("age"), uses: [middle.ref] };
  expect(named(orderChanges([part, middle, table].map((after) => ({ kind: "object", before: null, after }))))).toEqual([
    "people",
    "middle",
    "age",
  ]);
});

test("a check that calls what takes rows of its table comes behind both", () => {
  const table: SchemaObject = {
    kind: "table",
    ref: people as SchemaObjectOf<"table">["ref"],
    origin: declared,
    body: { unlogged: false, options: null, strict: false, withoutRowid: false },
  };
  const called: SchemaObject = {
    kind: "function",
    ref: { kind: "function", schema: "public", name: "called", arguments: ["public.people"] },
    origin: declared,
    uses: [people],
    body: { definition: written(""), source: null },
  };
  const check: SchemaObject = {
    kind: "check",
    ref: { kind: "check", parent: people, name: "check" },
    origin: declared,
    uses: [called.ref],
    body: { expression: written("called(people)"), noInherit: false, notValid: false },
  };
  expect(named(orderChanges([check, called, table].map((after) => ({ kind: "object", before: null, after }))))).toEqual([
    "people",
    "called",
    "check",
  ]);
  expect(named(orderChanges([check, called, table].map((before) => ({ kind: "object", before, after: null }))))).toEqual([
    "check",
    "called",
    "people",
  ]);
});
