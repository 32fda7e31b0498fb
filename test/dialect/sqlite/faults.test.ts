import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { rowSet } from "../../../src/change/row-set.ts";
import { silentLogger } from "../../../src/core/logger.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import { isDead, thisProcess } from "../../../src/dialect/sqlite/lease/process-identity.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { alter, column, create, drop, table } from "./objects.ts";
import { connect, t, Workbench } from "./workbench.ts";

const options = { logger: silentLogger, signal: new AbortController().signal, connectTimeout: 2000 };
const columnOf = (bench: Workbench, of: string, name: string) => bench.object({ kind: "column", parent: t(of), name });

test.each([
  ["directory-missing", (path: string) => join(path, "no", "where.db")],
  ["not-a-file", (path: string) => dirname(path)],
  ["not-sqlite", (path: string) => written(path, "this is text and no database, long enough to be read as one".repeat(20))],
  ["directory-missing", (path: string) => join(written(path, ""), "below-a-file.db")],
])("a path that cannot be one is %s", async (code, place) => {
  using file = sqliteFile();
  await expect(connect(`sqlite:${place(file.path)}`)).rejects.toMatchObject({
    name: "DatabaseError",
    code,
    exitCode: 1,
    diagnostics: [{ code, remedy: expect.stringMatching(/./) }],
  });
});

test("create, clean and drop: the journal outlives clean, nothing outlives drop", async () => {
  using file = sqliteFile();
  const target = { url: file.url };
  expect(await sqlite.administration.create(target, options)).toBe("created");
  expect(await sqlite.administration.create(target, options)).toBe("exists");
  await using bench = await Workbench.open(
    "CREATE TABLE a (id INTEGER PRIMARY KEY REFERENCES b (id))",
    "CREATE TABLE b (id INTEGER PRIMARY KEY REFERENCES a (id))",
    "INSERT INTO b VALUES (1)",
    "INSERT INTO a VALUES (1)",
    "CREATE VIEW v AS SELECT * FROM a",
    "CREATE VIRTUAL TABLE f USING fts5(x)",
    "CREATE TRIGGER g AFTER INSERT ON a BEGIN SELECT 1; END",
  );
  await sqlite.administration.clean({ url: bench.file.url }, ["main"], options);
  expect(await bench.rows("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' AND name NOT LIKE 'keelson%'")).toEqual([]);
  expect(await bench.session.journal.read("p")).not.toBeNull();
  expect(await sqlite.administration.drop(target, options)).toBe("dropped");
  expect(await sqlite.administration.drop(target, options)).toBe("absent");
});

test("journal_mode, user_version and application_id stay as they are", async () => {
  await using bench = await Workbench.open(
    "PRAGMA journal_mode = WAL",
    "PRAGMA user_version = 7",
    "PRAGMA application_id = 9",
    "CREATE TABLE a (x text)",
  );
  await bench.execute([alter(await columnOf(bench, "a", "x"), { type: "integer" })]);
  expect(
    await bench.rows(
      "SELECT journal_mode, user_version, application_id FROM pragma_journal_mode, pragma_user_version, pragma_application_id",
    ),
  ).toEqual([["wal", 7, 9]]);
});

test("a column added by somebody since the plan stops the rebuild: plan anew", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (x text)");
  const [rebuild] = await bench.lower([alter(await columnOf(bench, "a", "x"), { type: "integer" })]);
  await bench.look.run("ALTER TABLE a ADD COLUMN precious text");
  await expect(bench.run(rebuild as NonNullable<typeof rebuild>)).rejects.toMatchObject({ disposition: "replan", retryable: true });
  expect(await bench.rows("SELECT name FROM pragma_table_info('a')")).toEqual(["x", "precious"]);
});

test("a table that somebody refers to since the plan is not dropped: its rows would go with it", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (id INTEGER PRIMARY KEY)", "INSERT INTO a VALUES (1)");
  const model = await bench.model();
  const [removal] = await bench.lower(drop(...[...model.objects()].toReversed()));
  await bench.look.run("CREATE TABLE b (a_id REFERENCES a ON DELETE CASCADE)");
  await bench.look.run("INSERT INTO b VALUES (1)");
  await expect(bench.run(removal as NonNullable<typeof removal>)).rejects.toMatchObject({ disposition: "replan" });
  expect(await bench.rows("SELECT count(*) FROM b")).toEqual([1]);
});

const refused: readonly (readonly [string, readonly string[], string])[] = [
  ["dependant-broken", ["CREATE TABLE a (x text, y text)", "CREATE VIEW v AS SELECT y FROM a"], "view v"],
  [
    "dependant-broken",
    ["CREATE TABLE a (x text, y text)", "CREATE TRIGGER g AFTER UPDATE ON a BEGIN SELECT NEW.y; END"],
    "triggers of a on update",
  ],
];
test.each(refused)("a rebuild that would lose something is refused whole: %s", async (code, statements, message) => {
  await using bench = await Workbench.open(...statements, "INSERT INTO a (x) VALUES ('1')");
  const before = await bench.rows("SELECT name, sql FROM sqlite_schema ORDER BY name");
  const y = code === "dependant-broken" ? drop(await columnOf(bench, "a", "y")) : [];
  const lowered = await bench.lower([...y, alter(await columnOf(bench, "a", "x"), { type: "integer" })]);
  await expect(bench.run(lowered[0] as NonNullable<(typeof lowered)[0]>)).rejects.toMatchObject({
    code,
    disposition: "terminal",
    message: expect.stringContaining(message),
  });
  expect(await bench.rows("SELECT name, sql FROM sqlite_schema ORDER BY name")).toEqual(before);
  expect(await bench.rows("SELECT x FROM a")).toEqual(["1"]);
});

test("a new foreign key that rows break is refused; one broken before is nobody's fault", async () => {
  await using bench = await Workbench.open(
    "CREATE TABLE p (id INTEGER PRIMARY KEY)",
    "CREATE TABLE old (p_id integer REFERENCES p, x text)",
    "INSERT INTO old VALUES (99, 'a')",
    "CREATE TABLE c (p_id integer)",
    "INSERT INTO c VALUES (1)",
  );
  await bench.execute([alter(await columnOf(bench, "old", "x"), { type: "blob" })]);
  const key = {
    kind: "foreignKey" as const,
    ref: { kind: "foreignKey" as const, parent: t("c"), name: "k" },
    origin: { kind: "declared" as const },
    body: {
      columns: ["p_id"],
      references: { table: t("p"), columns: ["id"] },
      onDelete: "noAction" as const,
      onUpdate: "noAction" as const,
      match: "simple" as const,
      notValid: false,
      deferrable: false,
      initiallyDeferred: false,
    },
  };
  await expect(bench.execute(create(key))).rejects.toMatchObject({
    code: "foreign-key-broken",
    message: "1 rows of c refer to rows of p that do not exist",
  });
  expect((await bench.model()).children(t("c"), "foreignKey")).toEqual([]);
});

test("data steps keep foreign keys, also after a rebuild that failed", async () => {
  await using bench = await Workbench.open(
    "CREATE TABLE p (id INTEGER PRIMARY KEY)",
    "CREATE TABLE c (p_id integer REFERENCES p, x text)",
    "INSERT INTO c VALUES (NULL, NULL)",
  );
  await expect(bench.execute([alter(await columnOf(bench, "c", "x"), { nullable: false })])).rejects.toMatchObject({
    code: "constraint-failed",
    message: "NOT NULL constraint failed: c.x",
  });
  const orphan = {
    kind: "data" as const,
    id: "s",
    data: { step: "insertRows" as const, table: t("c"), rows: rowSet([{ p_id: 5 }]), onConflict: "error" as const },
  };
  await expect(bench.execute([orphan])).rejects.toMatchObject({ message: expect.stringContaining("FOREIGN KEY") });
});

test("a full disk is told as such, nothing of the stage is left, and with room again it runs", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (x text)");
  const fill = {
    kind: "opaque" as const,
    id: "o",
    transaction: true,
    sql: "INSERT INTO a WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT hex(zeroblob(4000)) FROM n",
  };
  const limit = (pages: number) => ({ kind: "opaque" as const, id: "l", transaction: true, sql: `PRAGMA max_page_count = ${pages}` });
  const [small, work, large] = await bench.lower([limit(60), fill, limit(1_000_000)]);
  await bench.run(small as NonNullable<typeof small>);
  await expect(bench.run(work as NonNullable<typeof work>)).rejects.toMatchObject({
    code: "disk-full",
    sqlState: "SQLITE_FULL",
    disposition: "terminal",
  });
  expect(await bench.rows("SELECT (SELECT count(*) FROM a), (SELECT integrity_check FROM pragma_integrity_check)")).toEqual([[0, "ok"]]);
  await bench.run(large as NonNullable<typeof large>);
  await bench.run(work as NonNullable<typeof work>);
  expect(await bench.rows("SELECT count(*) FROM a")).toEqual([400]);
});

test("a file that another program writes is asked for again, then told as busy and worth a retry", { timeout: 20_000 }, async () => {
  await using bench = await Workbench.open();
  const [made] = await bench.lower(create(table("a"), column("a", "x", "text")));
  await bench.look.run("BEGIN IMMEDIATE");
  const waiting = bench.run(made as NonNullable<typeof made>);
  await bench.look.run("COMMIT");
  await waiting;
  await bench.look.run("BEGIN IMMEDIATE");
  await expect(
    bench.session.stages.transaction({ index: 0, revision: null, mode: "transaction", instructions: [] }, [], bench.context),
  ).rejects.toMatchObject({ code: "database-busy", disposition: "retry", retryable: true });
  // The heartbeat is not lost by that: nobody can take the lease meanwhile.
  await bench.session.lease.beat(bench.grant);
  await bench.look.run("COMMIT");
});

test("a file that may not be written is read all the same, and says so", async () => {
  await using bench = await Workbench.open("CREATE TABLE a (x text)");
  chmodSync(bench.file.path, 0o444);
  await using reader = await disposable(connect(bench.file.url));
  // For root every file is writable.
  if (!reader.session.server.readOnly) return;
  expect((await reader.session.inspect({ schemas: ["main"], ignore: [] })).model.size).toBe(2);
});

test("a journal of a newer format is refused, and seen as such", async () => {
  await using bench = await Workbench.open();
  await bench.look.run("UPDATE keelson_meta SET value = '99' WHERE key = 'format'");
  await expect(bench.session.journal.ensure()).rejects.toMatchObject({ code: "journal-newer" });
  await expect(bench.session.journal.read("p")).rejects.toMatchObject({ code: "journal-newer" });
  expect((await bench.session.observe("p", ["main"])).journal).toBe("newer");
});

test("a process is dead when it is gone or its number is another's; of another machine nobody knows", async () => {
  const own = thisProcess();
  if (own === null) return;
  expect(isDead(own)).toBe(false);
  const parsed = JSON.parse(own) as { home: string; pid: string; start: string };
  expect(isDead(JSON.stringify({ ...parsed, start: "1" }))).toBe(true);
  expect(isDead(JSON.stringify({ ...parsed, home: "elsewhere", start: "1" }))).toBe(false);
  expect(isDead(null)).toBe(false);
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.on("close", resolve));
  expect(isDead(JSON.stringify({ ...parsed, pid: String(child.pid) }))).toBe(true);
});

test("a folder is never made", async () => {
  using file = sqliteFile();
  mkdirSync(join(dirname(file.path), "there"));
  await expect(connect(`sqlite:${join(dirname(file.path), "not-there", "a.db")}`)).rejects.toMatchObject({ code: "directory-missing" });
});

function written(path: string, text: string): string {
  writeFileSync(path, text);
  return path;
}

async function disposable(opening: ReturnType<typeof connect>) {
  const session = await opening;
  return { session, [Symbol.asyncDispose]: () => session.close() };
}
