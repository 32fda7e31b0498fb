import { expect, test } from "vitest";
import { inspect } from "../../../src/dialect/sqlite/catalogue.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { open } from "./open.ts";

const request = { schemas: ["main"], ignore: [] };

async function inspected(...statements: readonly string[]) {
  using file = sqliteFile();
  const connection = await open(file.path);
  try {
    for (const statement of statements) await connection.run(statement);
    const { model, unmanaged } = await inspect(connection, request);
    return { objects: [...model.objects()], unmanaged };
  } finally {
    await connection.close();
  }
}

const named = async (...statements: readonly string[]) =>
  (await inspected(...statements)).objects.map(({ kind, ref }) => `${kind} ${ref.name}`);

test("constraints without a name get the one that PostgreSQL would give", async () => {
  expect(
    await named(
      "CREATE TABLE users (id INTEGER PRIMARY KEY, username varchar(50) NOT NULL UNIQUE, age int CHECK (age > 0), CHECK (age < id))",
      "CREATE TABLE roles (user_id REFERENCES USERS ON DELETE CASCADE, a, b, UNIQUE (a, b))",
    ),
  ).toEqual([
    "table users",
    "column id",
    "column username",
    "column age",
    "primaryKey users_pkey",
    "unique users_username_key",
    "check users_age_check",
    "check users_check",
    "table roles",
    "column user_id",
    "column a",
    "column b",
    "foreignKey roles_user_id_fkey",
    "unique roles_a_b_key",
  ]);
});

test("a column says type, default, collation, generation and numbering", async () => {
  const { objects } = await inspected(
    `CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, [a b] VARCHAR (20) DEFAULT 'x''y' COLLATE NOCASE NOT NULL, n DEFAULT -1.5, "at" timestamp DEFAULT CURRENT_TIMESTAMP,
      e text DEFAULT (lower('A')), g GENERATED ALWAYS AS ("a b" || 'z') STORED, v int AS (1))`,
  );
  const bodies = objects.flatMap((object) => (object.kind === "column" ? [[object.ref.name, object.body] as const] : []));
  const plain = { nullable: true, default: null, identity: null, generated: null, collation: null };
  expect(bodies).toEqual([
    ["id", { ...plain, type: "integer", nullable: false, identity: { mode: "always", sequence: {} } }],
    ["a b", { ...plain, type: "varchar(20)", nullable: false, default: { text: "'x''y'", form: "canonical" }, collation: "NOCASE" }],
    ["n", { ...plain, type: "blob", default: { text: "-1.5", form: "canonical" } }],
    ["at", { ...plain, type: "timestamp", default: { text: "CURRENT_TIMESTAMP", form: "canonical" } }],
    ["e", { ...plain, type: "text", default: { text: "lower('A')", form: "canonical" } }],
    ["g", { ...plain, type: "blob", generated: { expression: { text: `"a b" || 'z'`, form: "canonical" }, stored: true } }],
    ["v", { ...plain, type: "integer", declaredType: "int", generated: { expression: { text: "1", form: "canonical" }, stored: false } }],
  ]);
});

test("a default that is a name is text, and that of a numbered key never comes about", async () => {
  const { objects } = await inspected(
    `CREATE TABLE t (id INTEGER NOT NULL DEFAULT '0' PRIMARY KEY, a DEFAULT "", b DEFAULT [it's], c DEFAULT \`x\`, d DEFAULT word, e DEFAULT true, f DEFAULT -1, g DEFAULT (1 + 1))`,
  );
  const defaults = objects.flatMap((object) => (object.kind === "column" ? [[object.ref.name, object.body.default?.text ?? null]] : []));
  expect(Object.fromEntries(defaults)).toEqual({
    id: null,
    a: "''",
    b: "'it''s'",
    c: "'x'",
    d: "'word'",
    e: "true",
    f: "-1",
    g: "1 + 1",
  });
});

test("a column declared bytea holds numbers where it can, and is no blob", async () => {
  const { objects } = await inspected("CREATE TABLE t (a bytea, b blob)");
  const types = objects.flatMap((object) => (object.kind === "column" ? [object.body.type] : []));
  expect(types).toEqual(["BYTEA", "blob"]);
});

test("only a sole INTEGER key of a table with rowids is numbered", async () => {
  const { objects } = await inspected(
    "CREATE TABLE a (id INT PRIMARY KEY)",
    "CREATE TABLE b (id INTEGER PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE c (id INTEGER, x, PRIMARY KEY (id, x))",
    "CREATE TABLE d (id INTEGER PRIMARY KEY DESC)",
    "CREATE TABLE e (id INTEGER, PRIMARY KEY (id))",
  );
  const identity = objects.flatMap((object) =>
    object.kind === "column" && object.ref.name === "id" ? [`${object.ref.parent?.name} ${object.body.identity?.mode}`] : [],
  );
  expect(identity).toEqual(["a undefined", "b undefined", "c undefined", "d undefined", "e byDefault"]);
});

test("a numbered key may be the table's own constraint", async () => {
  const { objects } = await inspected('CREATE TABLE t (id INTEGER, n TEXT, CONSTRAINT "the pk" PRIMARY KEY (id AUTOINCREMENT))');
  const [key] = objects.flatMap((object) => (object.kind === "primaryKey" ? [object] : []));
  const [id] = objects.flatMap((object) => (object.kind === "column" ? [object] : []));
  expect([key?.ref.name, key?.body.columns, id?.body.identity?.mode]).toEqual(["the pk", ["id"], "always"]);
});

test("indexes keep keys, order, collation and WHERE; views what they read", async () => {
  const { objects } = await inspected(
    "CREATE TABLE t (a, b)",
    "CREATE UNIQUE INDEX i ON t (A DESC, lower(b) COLLATE nocase) WHERE a IS NOT NULL",
    "CREATE VIEW v (x) AS SELECT t.a FROM main.t JOIN t AS u ON 1",
    "CREATE VIEW w AS WITH c AS (SELECT 1) SELECT * FROM v, c",
  );
  expect(objects.find(({ kind }) => kind === "index")?.body).toMatchObject({
    unique: true,
    keys: [
      { column: "a", order: "desc", collation: null },
      { column: null, expression: { text: "lower(b)" }, collation: "nocase" },
    ],
    where: { text: "a IS NOT NULL" },
  });
  expect(objects.flatMap((object) => (object.kind === "view" ? [object.body] : []))).toMatchObject([
    { columns: ["x"], query: { text: "SELECT t.a FROM main.t JOIN t AS u ON 1" }, reads: [{ kind: "table", name: "t" }] },
    { columns: null, reads: [{ kind: "view", name: "v" }] },
  ]);
});

test("virtual tables stand without the tables of their modules; conflict clauses, order and collations of keys are told", async () => {
  const { objects, unmanaged } = await inspected(
    "CREATE TABLE t (a NOT NULL ON CONFLICT IGNORE, b NOT NULL ON CONFLICT ABORT, PRIMARY KEY (a COLLATE RTRIM DESC), CONSTRAINT bk UNIQUE (b) ON CONFLICT REPLACE)",
    "CREATE VIRTUAL TABLE f USING fts5(x, y UNINDEXED, /* of t */ content='', prefix='2,3', tokenize=\"unicode61 tokenchars '-'\")",
    "CREATE VIEW v AS SELECT x FROM f",
  );
  expect(unmanaged).toEqual([]);
  expect(objects.filter(({ kind }) => kind === "table").map(({ ref }) => ref.name)).toEqual(["f", "t"]);
  expect(objects.find(({ ref }) => ref.name === "f")?.body).toMatchObject({
    virtual: {
      module: "fts5",
      arguments: ["x", "y UNINDEXED", "/* of t */ content=''", "prefix='2,3'", "tokenize=\"unicode61 tokenchars '-'\""],
    },
  });
  expect(objects.filter(({ kind }) => kind !== "table").map(({ body }) => body)).toMatchObject([
    { onConflict: "ignore" },
    {},
    { columns: ["a"], descending: ["a"], collations: { a: "RTRIM" } },
    { columns: ["b"], onConflict: "replace" },
    { reads: [{ kind: "table", name: "f" }] },
  ]);
});

test("ignored names are not there, a broken view stops nothing", async () => {
  using file = sqliteFile();
  const connection = await open(file.path);
  for (const statement of ["CREATE TABLE a (x)", "CREATE TABLE a_backup (x)", "CREATE VIEW v AS SELECT * FROM nowhere"])
    await connection.run(statement);
  const { model } = await inspect(connection, { schemas: ["main"], ignore: ["*_backup"] });
  expect([...model.objects()].map(({ ref }) => ref.name)).toEqual(["a", "x", "v"]);
  await connection.close();
});
