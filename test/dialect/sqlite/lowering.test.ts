import { expect, test } from "vitest";
import type { Change } from "../../../src/change/change.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import { written } from "../../../src/model/expression.ts";
import type { SchemaObject } from "../../../src/model/object.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { offlineFacts } from "../../../src/plan/asked-facts.ts";
import { alter, check, column, create, drop, foreignKey, id, index, primaryKey, rename, table, unique, view } from "./objects.ts";
import { t } from "./workbench.ts";

const name = column("users", "name", "varchar(50)", { nullable: false });
const users = [table("users"), id("users"), name, primaryKey("users", "id")];
const context = (objects: readonly SchemaObject[], atomic: "yes" | "no" = "no") => ({
  model: SchemaModel.of(objects),
  facts: { ...offlineFacts(3052000), table: () => ({ empty: false, rows: 3, bytes: 4096, partitioned: false }) },
  direction: "up" as const,
  project: "p",
  revision: "r",
  atomic,
  searchPath: ["main"],
});
const lower = (changes: readonly Change[], objects: readonly SchemaObject[] = users, atomic: "yes" | "no" = "no") =>
  sqlite.lowering.lower(changes, context(objects, atomic));
const sql = (...args: Parameters<typeof lower>) =>
  lower(...args).flatMap((found) => (found.kind === "statement" ? found.statements.map((statement) => statement.sql) : []));

test("CREATE TABLE names every constraint; only what is to be numbered is INTEGER PRIMARY KEY", () => {
  expect(sql(create(...users, unique("users", "name"), index("users", "i", ["name"])), [])).toEqual([
    `CREATE TABLE "users" (
  "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY,
  "name" varchar(50) NOT NULL,
  CONSTRAINT "users_name_key" UNIQUE ("name")
)`,
    `CREATE INDEX "i" ON "users" ("name")`,
  ]);
  expect(
    sql(
      create(table("k", { withoutRowid: true, strict: true }), column("k", "id", "integer", { nullable: false }), primaryKey("k", "id")),
      [],
    )[0],
  ).toContain('"id" integer NOT NULL');
  expect(sql(create(table("k"), column("k", "id", "integer", { nullable: false }), primaryKey("k", "id")), [])[0]).toContain(
    '"id" int NOT NULL',
  );
  expect(sql(create(table("k"), id("k", "always"), primaryKey("k", "id")), [])[0]).toContain("PRIMARY KEY AUTOINCREMENT");
});

test("a rebuild never renames the old table, and copies by qualified names", () => {
  expect(sql([alter(name, { type: "text" })])).toEqual([
    `CREATE TABLE "keelson_new_users" (
  "id" INTEGER NOT NULL CONSTRAINT "users_pkey" PRIMARY KEY,
  "name" text NOT NULL
)`,
    `INSERT INTO "keelson_new_users" ("id", "name") SELECT "users"."id", "users"."name" FROM "users"`,
    `DROP TABLE "users"`,
    `ALTER TABLE "keelson_new_users" RENAME TO "users"`,
  ]);
});

test("hazards say what is lost and rewritten, and nothing else", () => {
  const hazards = (changes: readonly Change[]) =>
    lower(changes).flatMap((found) =>
      found.kind === "statement" ? found.statements.flatMap((statement) => statement.hazards.map(({ kind }) => kind)) : [],
    );
  expect(hazards(drop(name))).toEqual(["dataLoss"]);
  expect(hazards([alter(name, { type: "text" })])).toEqual(["tableRewrite"]);
  expect(hazards([rename(name, "login")])).toEqual(["incompatibleWithRunningApp"]);
  expect(hazards(create(column("users", "age", "integer")))).toEqual([]);
  expect(hazards(drop(...users.toReversed()))).toEqual(["dataLoss"]);
});

test("a table that the same walk has renamed still holds its rows", () => {
  const known = { empty: false, rows: 1, bytes: 4096, partitioned: false };
  const facts = { ...offlineFacts(3052000), table: ({ name }: { readonly name: string }) => (name === "users" ? known : undefined) };
  const old = [table("users"), name];
  const people = [table("people"), column("people", "name", "varchar(50)", { nullable: false })];
  const renamed = rename(table("users"), "people");
  const losses = (...changes: readonly Change[]) =>
    sqlite.lowering
      .lower(changes, { ...context(old), facts })
      .flatMap((found) => (found.kind === "statement" ? found.statements : []))
      .flatMap(({ hazards }) => hazards.filter(({ kind }) => kind === "dataLoss").map(({ message }) => message));
  expect(losses(renamed, ...drop(...people.toReversed()))).toEqual(["main.people is dropped with its row"]);
  expect(losses(renamed, ...create(column("people", "age", "integer")), ...drop(people[1] as SchemaObject))).toEqual([
    "main.people.name is dropped with its values",
  ]);
});

test("a view waits until the table that it reads is as it will be", () => {
  const kinds = lower([
    alter(name, { nullable: true }),
    ...create(view("v", "SELECT name FROM users", t("users")), check("users", "c", "name <> ''")),
  ]).map((found) => (found.kind === "statement" ? found.mode : found.kind));
  expect(kinds).toEqual(["rebuild", "transaction"]);
});

test("a name of an index moves from one table to another", () => {
  const old = index("users", "i", ["name"]);
  const other = [table("o"), column("o", "a", "text")];
  expect(sql([...create(column("o", "b", "text")), ...drop(old), ...create(index("o", "i", ["a"]))], [...users, old, ...other])).toEqual([
    `DROP INDEX "i"`,
    `ALTER TABLE "o" ADD COLUMN "b" text`,
    `CREATE INDEX "i" ON "o" ("a")`,
  ]);
});

test("what is atomic is one transaction, or refused", () => {
  const orders = [table("orders"), column("orders", "user_id", "integer")];
  const both = [alter(name, { type: "text" }), ...create(foreignKey("orders", ["user_id"], "users"))];
  expect(lower(both, [...users, ...orders]).map((found) => found.effects.length)).toEqual([1, 1]);
  expect(lower(both, [...users, ...orders], "yes")).toMatchObject([{ mode: "rebuild", effects: both, preconditions: [{}, {}] }]);
  const withData: readonly Change[] = [
    alter(name, { type: "text" }),
    { kind: "data", id: "d", data: { step: "deleteRows", table: t("users"), where: "1" } },
  ];
  expect(() => lower(withData, users, "yes")).toThrow(expect.objectContaining({ code: "not-atomic", exitCode: 3 }));
});

test.each([
  ["comments", { ...table("c"), comment: "hello" }],
  ["storage options", table("c", { options: { fillfactor: "70" } })],
  ["INCLUDE", index("users", "i", ["name"], { include: ["id"] })],
  ["index method gin", index("users", "i", ["name"], { method: "gin" })],
  ["NULLS NOT DISTINCT", index("users", "i", ["name"], { nullsNotDistinct: true })],
  ["NOT VALID", { ...check("users", "c", "1"), body: { expression: written("1"), noInherit: false, notValid: true } } as SchemaObject],
  ["MATCH FULL", foreignKey("users", ["id"], "users", { match: "full" })],
])("SQLite has no %s: one diagnostic each, all of them", (what, object) => {
  expect(() => lower([...create(object as SchemaObject), ...create(object as SchemaObject)])).toThrow(
    expect.objectContaining({
      exitCode: 3,
      diagnostics: [
        expect.objectContaining({ code: "unsupported-by-dialect", message: expect.stringContaining(`SQLite has no ${what}`) }),
        expect.anything(),
      ],
    }),
  );
});

test("a numbered column must be the sole key", () => {
  expect(() => lower(create(table("c"), id("c"), column("c", "b", "text"), primaryKey("c", "id", "b")), [])).toThrow(
    "SQLite numbers only the sole column of a primary key",
  );
});

test("a foreign key wants what it refers to unique, by whatever means", () => {
  const of = (...more: readonly SchemaObject[]) =>
    create(
      column("users", "code", "text"),
      ...more,
      foreignKey("users", ["name"], "users", { references: { table: t("users"), columns: ["code"] } }),
    );
  expect(() => lower(of())).toThrow(expect.objectContaining({ code: "foreign-key-mismatch", exitCode: 3 }));
  expect(() => lower(of(index("users", "i", ["code"], { unique: true, where: written("code <> ''") })))).toThrow("not unique there");
  expect(lower(of(unique("users", "code")))).toHaveLength(1);
  expect(lower(of(index("users", "i", ["code"], { unique: true })))).toHaveLength(1);
});

test("a table nobody knows is not built anew", () => {
  const open = { ...context([]), model: SchemaModel.empty.opened() };
  expect(() => sqlite.lowering.lower([alter(name, { type: "text" })], open)).toThrow(expect.objectContaining({ code: "table-unknown" }));
});

test("a second column that is to be numbered is refused, as one that is no key is", () => {
  const serial = column("users", "serial", "integer", { nullable: false, identity: { mode: "byDefault", sequence: {} } });
  expect(() => lower(create(...users, serial), [])).toThrow(/users\.serial: SQLite numbers only the sole column of a primary key/);
});
