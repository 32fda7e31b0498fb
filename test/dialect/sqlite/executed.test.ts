import { expect, test } from "vitest";
import type { ObjectChange } from "../../../src/change/change.ts";
import { invert } from "../../../src/change/invert.ts";
import { diff } from "../../../src/diff/diff.ts";
import { written } from "../../../src/model/expression.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { alter, check, column, create, drop, foreignKey, id, index, primaryKey, rename, table, unique, view } from "./objects.ts";
import { expectSame, t, Workbench } from "./workbench.ts";

const users = [
  table("users"),
  id("users"),
  column("users", "name", "varchar(50)", { nullable: false }),
  primaryKey("users", "id"),
  unique("users", "name"),
];
const children = [
  table("orders"),
  id("orders", "always"),
  column("orders", "user_id", "integer"),
  column("orders", "note", "text", { default: written("'x'") }),
  primaryKey("orders", "id"),
  foreignKey("orders", ["user_id"], "users", { onDelete: "cascade" }),
  index("orders", "orders_user_idx", ["user_id"]),
];
const seed = [
  "INSERT INTO users VALUES (1, 'a'), (7, 'b')",
  "INSERT INTO orders (user_id) VALUES (1), (7), (NULL)",
  "DELETE FROM orders WHERE user_id IS NULL",
];

async function populated(): Promise<Workbench> {
  const bench = await Workbench.open();
  await bench.execute(create(...users, ...children));
  for (const statement of seed) await bench.look.run(statement);
  return bench;
}

const modes = (instructions: readonly { readonly kind: string; readonly mode?: string }[]) =>
  instructions.map(({ kind, mode }) => mode ?? kind);

interface Case {
  readonly changes: (bench: Workbench) => Promise<readonly ObjectChange[]> | readonly ObjectChange[];
  readonly modes: readonly string[];
}
const nameOf = (bench: Workbench) => bench.object({ kind: "column", parent: t("users"), name: "name" });

const cases: Readonly<Record<string, Case>> = {
  "add a column": { changes: () => create(column("users", "age", "integer")), modes: ["transaction"] },
  "add a column with a constant default that is not null": {
    changes: () => create(column("users", "on", "boolean", { nullable: false, default: written("true") })),
    modes: ["transaction"],
  },
  "add a column with a computed default": {
    changes: () => create(column("users", "at", "timestamp", { nullable: false, default: written("CURRENT_TIMESTAMP") })),
    modes: ["rebuild"],
  },
  "add a column with a foreign key": {
    changes: () => create(column("users", "boss", "integer"), foreignKey("users", ["boss"], "users")),
    modes: ["transaction"],
  },
  "add a stored generated column": {
    changes: () => create(column("users", "loud", "text", { generated: { expression: written("upper(name)"), stored: true } })),
    modes: ["rebuild"],
  },
  "rename a column": { changes: async (bench) => [rename(await nameOf(bench), "login")], modes: ["transaction"] },
  "change a type": { changes: async (bench) => [alter(await nameOf(bench), { type: "varchar(100)" })], modes: ["rebuild"] },
  "rename and retype a column": {
    changes: async (bench) => {
      const before = await nameOf(bench);
      const after = alter(before, { type: "text" }).after;
      return [{ kind: "object", before, after: { ...after, ref: { ...before.ref, name: "login" } } as typeof before }];
    },
    modes: ["transaction", "rebuild"],
  },
  "several alterations of one table": {
    changes: async (bench) => [
      ...create(column("users", "age", "integer")),
      alter(await nameOf(bench), { nullable: true }),
      ...create(
        check("users", "users_age_check", "age > 0"),
        index("users", "users_age_idx", ["age"], { where: written("age IS NOT NULL") }),
      ),
    ],
    modes: ["rebuild"],
  },
  indexes: {
    changes: async (bench) => [
      rename(await bench.object({ kind: "index", parent: t("orders"), name: "orders_user_idx" }), "o"),
      ...create(index("users", "u", ["name"], { unique: true })),
    ],
    modes: ["transaction", "transaction"],
  },
  "a foreign key": {
    changes: async (bench) => drop(await bench.object({ kind: "foreignKey", parent: t("orders"), name: "orders_user_id_fkey" })),
    modes: ["rebuild"],
  },
  "rename a table": { changes: async (bench) => [rename(await bench.object(t("users")), "people")], modes: ["transaction"] },
  "a view": { changes: () => create(view("v", "SELECT name FROM users", t("users"))), modes: ["transaction"] },
};

test.each(Object.entries(cases))("%s: up, down, and the rows stay", async (_name, { changes, modes: expected }) => {
  await using bench = await populated();
  const before = await bench.model();
  const rows = () => bench.rows("SELECT count(*) FROM orders");
  const up = await changes(bench);
  expect(modes(await bench.execute(up))).toEqual(expected);
  expect(await rows()).toEqual([2]);
  expect(await bench.rows("PRAGMA foreign_key_check")).toEqual([]);
  await bench.execute(invert(up) ?? [], "r1", "down");
  await expectSame(await bench.model(), before, bench.session);
  expect(await bench.rows("SELECT name FROM users ORDER BY id")).toEqual(["a", "b"]);
  expect(await bench.rows("SELECT user_id, note FROM orders ORDER BY id")).toEqual([
    [1, "x"],
    [7, "x"],
  ]);
});

test("a rebuild keeps children under cascade, rowids, the highest number, views and triggers", async () => {
  await using bench = await populated();
  for (const statement of [
    "CREATE VIEW v AS SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id",
    "CREATE TABLE log (line)",
    "CREATE TRIGGER touch AFTER INSERT ON orders BEGIN INSERT INTO log VALUES (NEW.id); END",
    "CREATE TRIGGER far AFTER DELETE ON log BEGIN DELETE FROM orders WHERE id = OLD.line; END",
    "CREATE TABLE plain (a)",
    "INSERT INTO plain (rowid, a) VALUES (5, 'five'), (9, 'nine')",
  ])
    await bench.look.run(statement);
  const schema = () => bench.rows("SELECT name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY name");
  const before = await schema();
  await bench.execute([
    alter(await nameOf(bench), { type: "text" }),
    alter(await bench.object({ kind: "column", parent: t("orders"), name: "note" }), { nullable: false }),
  ]);
  await bench.execute([alter(await bench.object({ kind: "column", parent: t("plain"), name: "a" }), { type: "text" })]);
  expect(await schema()).toEqual(before);
  expect(await bench.rows("SELECT rowid, a FROM plain")).toEqual([
    [5, "five"],
    [9, "nine"],
  ]);
  await bench.look.run("INSERT INTO orders (user_id) VALUES (7)");
  expect(await bench.rows("SELECT line FROM log")).toEqual([4]);
  expect(await bench.rows("SELECT name FROM v ORDER BY id")).toEqual(["a", "b", "b"]);
  await bench.look.run("PRAGMA foreign_keys = ON");
  await bench.look.run("DELETE FROM users WHERE id = 7");
  expect(await bench.rows("SELECT user_id FROM orders")).toEqual([1]);
});

test.each([
  ["dropped in place", (): readonly ObjectChange[] => []],
  ["in a rebuild", (): readonly ObjectChange[] => create(check("t", "t_check", "x > 0"))],
])("a view that gives up a column changes with the table that loses it, %s", async (_how, more) => {
  await using bench = await Workbench.open(
    "CREATE TABLE t (x integer, y integer)",
    "INSERT INTO t VALUES (1, 2)",
    "CREATE VIEW v AS SELECT x, y FROM t",
    "CREATE VIEW w AS SELECT x FROM v",
  );
  const [v, y] = [
    await bench.object({ kind: "view", schema: "main", name: "v" }),
    await bench.object({ kind: "column", parent: t("t"), name: "y" }),
  ];
  const up = [alter(v, { query: written("SELECT x FROM t") }), ...drop(y), ...more()];
  expect(await bench.execute(up)).toHaveLength(1);
  expect(await bench.rows("SELECT x FROM w")).toEqual([1]);
  await bench.execute(invert(up) ?? [], "r1", "down");
  expect(await bench.rows("SELECT * FROM v")).toEqual([[1, null]]);
});

test("a view's new name reaches the views that read it", async () => {
  await using bench = await Workbench.open("CREATE TABLE t (x)", "CREATE VIEW v AS SELECT x FROM t", "CREATE VIEW w AS SELECT v.x FROM v");
  await bench.execute([rename(await bench.object({ kind: "view", schema: "main", name: "v" }), "u")]);
  expect(await bench.rows("SELECT * FROM w")).toEqual([]);
});

test("tables whose keys lead in a circle are made, and dropped, together", async () => {
  await using bench = await Workbench.open();
  const a = [table("a"), id("a"), column("a", "b_id", "integer"), primaryKey("a", "id")];
  const b = [table("b"), id("b"), column("b", "a_id", "integer"), primaryKey("b", "id"), foreignKey("b", ["a_id"], "a")];
  const up = [...create(...a, ...b), ...create(foreignKey("a", ["b_id"], "b"))];
  await bench.execute(up);
  await bench.look.run("INSERT INTO a VALUES (1, 1)");
  await bench.look.run("INSERT INTO b VALUES (1, 1)");
  await bench.execute(invert(up) ?? [], "r1", "down");
  expect(
    await bench.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'keelson%' AND name NOT LIKE 'sqlite%'"),
  ).toEqual([]);
});

test("a value is carried over by what the change says", async () => {
  await using bench = await populated();
  const note = await bench.object({ kind: "column", parent: t("orders"), name: "note" });
  await bench.look.run("UPDATE orders SET note = NULL WHERE user_id = 7");
  await bench.execute([alter(note, { nullable: false, default: null }, { up: { using: "note || '!'", fill: "'none'" } })]);
  expect(await bench.rows("SELECT note FROM orders ORDER BY id")).toEqual(["x!", "none"]);
});

test("a foreign key may stay where the table that it refers to goes", async () => {
  const own = [table("c"), column("c", "p_id", "integer")];
  const from = SchemaModel.of([...own, table("p"), id("p"), primaryKey("p", "id"), foreignKey("c", ["p_id"], "p")]);
  const missing = foreignKey("c", ["p_id"], "p", { outside: "missing" });
  const to = SchemaModel.of([...own, missing]);
  await using bench = await Workbench.open();
  await bench.execute(diff(from, await bench.model()).changes);
  const { changes } = diff(to, await bench.model());
  await bench.execute(changes);
  await expectSame(await bench.model(), to, bench.session);
  expect(await bench.object(missing.ref)).toMatchObject({ body: { outside: "missing" } });
  await bench.execute(invert(changes) ?? [], "r1", "down");
  await expectSame(await bench.model(), from, bench.session);
});

test("a type is written as it was declared where a table is built anew, and goes when the column gets another", async () => {
  await using bench = await Workbench.open("CREATE TABLE t (a BOOL, b INT(11), c FLOAT)");
  const of = (name: string) => bench.object({ kind: "column", parent: t("t"), name });
  await bench.execute([alter(await of("a"), { nullable: false }), alter(await of("b"), { type: "text" })]);
  expect(await bench.rows("SELECT type FROM pragma_table_info('t')")).toEqual(["BOOL", "TEXT", "FLOAT"]);
});
