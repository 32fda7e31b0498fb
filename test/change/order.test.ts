import { expect, test } from "vitest";
import { orderChanges } from "../../src/change/order.ts";
import { written } from "../../src/model/expression.ts";
import { declared, type SchemaObjectOf } from "../../src/model/object.ts";
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
