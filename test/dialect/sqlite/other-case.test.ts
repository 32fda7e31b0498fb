import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { fold } from "../../../src/revision/fold.ts";
import { onSqlite, revision } from "../../operation/steps.ts";
import { drop, rename } from "./objects.ts";
import { thereAndBack } from "./there-and-back.ts";
import { t, Workbench } from "./workbench.ts";

/** Each leads to the other, by difference and by steps, up and down. */
const pairs = {
  "a table becomes a view that others read": [
    ["CREATE TABLE base (a integer PRIMARY KEY)", "CREATE TABLE Users (a integer)", "CREATE VIEW over AS SELECT a FROM USERS"],
    ["CREATE TABLE base (a integer PRIMARY KEY)", "CREATE VIEW users AS SELECT a FROM Base", "CREATE VIEW over AS SELECT a FROM USERS"],
  ],
  "what names others comes and goes with them": [
    [],
    [
      'CREATE TABLE "Log" (what text)',
      "CREATE TABLE Parent (id integer PRIMARY KEY)",
      "CREATE TABLE child (p integer REFERENCES PARENT)",
      "CREATE VIEW both AS SELECT * FROM parent, LOG",
      "CREATE TRIGGER noted AFTER INSERT ON child BEGIN INSERT INTO log SELECT id FROM PARENT; END",
    ],
  ],
} as const;
const bothWays = Object.entries(pairs).flatMap(([name, [a, b]]) => [[name, a, b] as const, [`back: ${name}`, b, a] as const]);

test.each(bothWays)("in another case, %s", async (_name, from, to) => {
  await using bench = await Workbench.open(...from);
  await using wanted = await Workbench.open(...to);
  await thereAndBack(bench, wanted);
});

test("a table and a column get names that only the case tells from the old ones", async () => {
  await using bench = await Workbench.open(
    "CREATE TABLE Users (Id INTEGER CONSTRAINT users_key PRIMARY KEY)",
    "CREATE TABLE child (u integer REFERENCES Users)",
    "CREATE VIEW v AS SELECT Id FROM Users",
    "INSERT INTO Users VALUES (4)",
    "INSERT INTO child VALUES (4)",
  );
  await bench.execute([rename(await bench.object(t("Users")), "users")]);
  await bench.execute([rename(await bench.object({ kind: "column", parent: t("users"), name: "Id" }), "id")]);
  expect(await bench.rows("SELECT name FROM pragma_table_info('USERS')")).toEqual(["id"]);
  expect(await bench.rows("SELECT v.id FROM v JOIN child ON u = v.id")).toEqual([4]);
});

test("a table and a column that are declared in another case are renamed, nobody's primary key with them, and the rows stay", async () => {
  await using bench = await Workbench.open(
    "CREATE TABLE Users (Id INTEGER CONSTRAINT Users_key PRIMARY KEY, Email text)",
    "CREATE TABLE child (u integer REFERENCES USERS)",
    "INSERT INTO Users VALUES (1, 'a')",
    "INSERT INTO child VALUES (1)",
  );
  await using wanted = await Workbench.open(
    "CREATE TABLE users (id INTEGER CONSTRAINT users_key PRIMARY KEY, email text)",
    "CREATE TABLE child (u integer REFERENCES users)",
  );
  const { changes } = diff(await wanted.model(), await bench.model(), { owned: () => false, sameName: sqlite.grammar.sameName });
  expect(changes.map(({ before, after }) => `${before?.kind} ${before?.ref.name} ${after?.ref.name}`)).toEqual([
    "table Users users",
    "column Id id",
    "column Email email",
    "primaryKey Users_key users_key",
  ]);
  await bench.execute(changes);
  expect(await bench.rows("SELECT id, email, u FROM users JOIN child")).toEqual([[1, "a", 1]]);
});

test("a step finds the relations that it names in another case", () => {
  const steps = [
    { createTable: { name: "Users", columns: [{ name: "id", type: "integer", nullable: false }], primaryKey: { columns: ["id"] } } },
    { createView: { name: "v", query: "SELECT id FROM users" } },
    {
      createTable: {
        name: "c",
        columns: [{ name: "u", type: "integer" }],
        foreignKeys: [{ columns: ["u"], references: { table: "USERS" } }],
      },
    },
  ];
  const { after } = fold([revision("r", steps)], SchemaModel.empty, onSqlite);
  expect(after.dependants(t("Users")).map(({ kind }) => kind)).toEqual(expect.arrayContaining(["view", "foreignKey"]));
});

test("a column that a view reads by a name with capitals is not taken away from under it", async () => {
  await using bench = await Workbench.open("CREATE TABLE t (Id INTEGER PRIMARY KEY, Email text)", "CREATE VIEW v AS SELECT Email FROM t");
  const gone = drop(await bench.object({ kind: "column", parent: t("t"), name: "Email" }));
  await expect(bench.execute(gone)).rejects.toMatchObject({ code: "dependant-broken" });
});
