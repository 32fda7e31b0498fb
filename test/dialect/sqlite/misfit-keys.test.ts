import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { invert } from "../../../src/change/invert.ts";
import { diff } from "../../../src/diff/diff.ts";
import { noMoreBrokenRows, noteBrokenRows } from "../../../src/dialect/sqlite/script-broken-rows.ts";
import { script } from "../../../src/dialect/sqlite/script.ts";
import { expectSame, Workbench } from "./workbench.ts";

const child = "CREATE TABLE c (a INTEGER PRIMARY KEY, b TEXT REFERENCES p (k), d INTEGER REFERENCES q)";
const other = "CREATE TABLE q (id INTEGER PRIMARY KEY)";

/** A foreign key fits its table before, and no longer afterwards. */
const losses: Readonly<Record<string, readonly [from: string, to: string]>> = {
  "a unique constraint": ["CREATE TABLE p (id INTEGER PRIMARY KEY, k TEXT UNIQUE)", "CREATE TABLE p (id INTEGER PRIMARY KEY, k TEXT)"],
  "a primary key": ["CREATE TABLE p (k TEXT PRIMARY KEY)", "CREATE TABLE p (k TEXT)"],
  "the table": ["CREATE TABLE p (k TEXT UNIQUE)", ""],
  "a unique index": ["CREATE TABLE p (k TEXT); CREATE UNIQUE INDEX pk ON p (k)", "CREATE TABLE p (k TEXT)"],
};
const rows = ["INSERT INTO p (k) VALUES ('x')", "INSERT INTO q VALUES (5)", "INSERT INTO c VALUES (1, 'x', 5)"];

test.each(Object.entries(losses))("%s goes under a foreign key that is said to miss it, and comes back", async (_, [from, to]) => {
  await using wanted = await Workbench.open(...(to === "" ? [] : to.split(";")), other, child);
  await using bench = await Workbench.open(...from.split(";"), other, child, ...rows);
  const [start, goal] = [await bench.model(), await wanted.model()];
  const { changes } = diff(goal, start);
  await bench.execute(changes);
  await expectSame(await bench.model(), goal, bench.session);
  await bench.execute(invert(changes) ?? [], "r1", "down");
  await expectSame(await bench.model(), start, bench.session);
  expect(await bench.rows("SELECT b FROM c")).toEqual(["x"]);
});

test("beside a foreign key that misses its key, those of other tables are still looked at", async () => {
  const tables = [other, "CREATE TABLE p (k TEXT)", "CREATE TABLE c (b TEXT REFERENCES p (k))", "CREATE TABLE e (q_id INTEGER)"];
  await using wanted = await Workbench.open(...tables.slice(0, -1), "CREATE TABLE e (q_id INTEGER REFERENCES q)");
  await using bench = await Workbench.open(...tables, "INSERT INTO e VALUES (7)");
  const { changes } = diff(await wanted.model(), await bench.model());
  await expect(bench.execute(changes)).rejects.toMatchObject({ code: "foreign-key-broken" });
  await bench.look.run("INSERT INTO q VALUES (7)");
  await bench.execute(changes);
});

/** How a foreign key may stand to its table, and whether SQLite takes it. */
const ways: readonly (readonly [parent: string, reference: string, fits: boolean])[] = [
  ["CREATE TABLE p (id INTEGER PRIMARY KEY, k)", "a REFERENCES p", true],
  ["CREATE TABLE p (id INTEGER PRIMARY KEY, k)", "a REFERENCES p (ID)", true],
  ["CREATE TABLE p (id INTEGER PRIMARY KEY, k)", "a REFERENCES p (k)", false],
  ["CREATE TABLE p (k TEXT UNIQUE)", "a REFERENCES P (k)", true],
  ["CREATE TABLE p (k TEXT UNIQUE)", "a REFERENCES p", false],
  ["CREATE TABLE p (k); CREATE UNIQUE INDEX i ON p (k) WHERE k > 0", "a REFERENCES p (k)", false],
  ["CREATE TABLE p (k); CREATE UNIQUE INDEX i ON p (lower(k))", "a REFERENCES p", false],
  ["CREATE TABLE p (x, y, PRIMARY KEY (x, y)) WITHOUT ROWID", "a, b, FOREIGN KEY (a, b) REFERENCES p", true],
  ["CREATE TABLE p (x, y, UNIQUE (x, y))", "a, b, FOREIGN KEY (a, b) REFERENCES p (y, x)", true],
  ["CREATE TABLE p (x, y, UNIQUE (x, y))", "a, b, FOREIGN KEY (a, b) REFERENCES p (x, x)", false],
  ["CREATE TABLE p (x, y, PRIMARY KEY (x, y))", "a REFERENCES p", false],
  ["CREATE VIEW p AS SELECT 1 AS k", "a REFERENCES p (k)", false],
  ["CREATE TABLE elsewhere (k)", "a REFERENCES p (k)", true],
];

test.each(ways)("a script tells of %s and %s what SQLite does", (parent, reference, fits) => {
  using database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false });
  database.exec(`${parent}; CREATE TABLE c (${reference}); INSERT INTO c (a) VALUES (1)`);
  const check = () => database.prepare("SELECT count(*) FROM pragma_foreign_key_check").get();
  if (fits) check();
  else expect(check).toThrow(/foreign key mismatch/);
  database.exec(noteBrokenRows);
  expect(database.prepare(`SELECT "table" FROM keelson_broken WHERE "table" = 'c'`).all()).toHaveLength(fits ? 1 : 0);
  database.exec("INSERT INTO c SELECT * FROM c");
  const isFine = database.prepare(`SELECT ${noMoreBrokenRows([])} AS fine`).get();
  expect(isFine).toEqual({ fine: reference.includes("FOREIGN KEY") || !fits ? 1 : 0 });
});

test("a script rebuilds a table where foreign keys miss their keys, and where they are said to from then on", async () => {
  const from = [
    "CREATE TABLE p (k TEXT UNIQUE)",
    other,
    child,
    "CREATE TABLE e (n INTEGER REFERENCES p (zz))",
    ...rows,
    "INSERT INTO e VALUES (1)",
  ];
  await using wanted = await Workbench.open(other, child, "CREATE TABLE e (n INTEGER CHECK (n > 0) REFERENCES p (zz))");
  await using bench = await Workbench.open(...from.slice(0, 4), "PRAGMA foreign_keys = OFF", ...from.slice(4));
  const instructions = await bench.lower(diff(await wanted.model(), await bench.model()).changes);
  const lines = instructions.flatMap((each) =>
    script.stage({
      index: 0,
      revision: "r1",
      direction: "up",
      mode: each.kind === "statement" ? each.mode : "transaction",
      inverse: "exact",
      instructions: [each],
    }),
  );
  const database = new DatabaseSync(bench.file.path, { defensive: false });
  database.exec(lines.join("\n"));
  database.close();
  expect(await bench.rows("SELECT n FROM e")).toEqual([1]);
  expect(await bench.rows("SELECT b FROM c")).toEqual(["x"]);
  await expectSame(await bench.model(), await wanted.model(), bench.session);
});
