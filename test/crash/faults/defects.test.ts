import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { differences, Workbench } from "../../dialect/postgresql/workbench.ts";
import { casesOf, patience } from "../../property/proofs/cases.ts";
import { ask, askRows } from "../../server/ask.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject, told } from "./project.ts";

const person = `CREATE TABLE person (id bigint PRIMARY KEY, age bigint NOT NULL DEFAULT 7, name text);
  CREATE TABLE note (body text); INSERT INTO person SELECT i, i, 'p' || i FROM generate_series(1, 20) i`;
const sql = (text: string) => `sql: { text: "${text}" }\n    downgrade: []`;

describeFaults("defects of other tools", (server) => {
  test("nothing is looked at again after success: a column that somebody adds by hand is told at the next look", {
    timeout: 60_000,
  }, async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.write(
      "keelson.yaml",
      "apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: app }\nspec: { dialect: postgresql, connection: { url: { env: DATABASE } }, source: { directory: ./db }, schedule: { resync: 100ms } }\n",
    );
    project.revision("r1", [], "upgrade:\n  - createTable: { name: one, columns: [ { name: id, type: bigint } ] }");
    const { child, finished } = project.start(["reconcile", "--watch", "-o", "json"]);
    let said = "";
    child.stdout?.on("data", (text: string) => (said += text));
    await expect.poll(() => said, { timeout: 20_000 }).toContain("InSync");
    await ask(database.url, "ALTER TABLE one ADD COLUMN by_hand int");
    await expect.poll(() => said, { timeout: 20_000 }).toContain("by_hand");
    child.kill("SIGTERM");
    await finished;
  });

  test.each([
    ["DROP NOT NULL", "alterColumn: { table: person, column: age, nullable: true }"],
    ["DROP DEFAULT", "alterColumn: { table: person, column: age, default: 'NULL' }"],
    ["a literal that says DROP", sql("INSERT INTO note VALUES ('DROP TABLE person; TRUNCATE person')")],
    ["DELETE of some rows of a table that nobody reads", sql("DELETE FROM note WHERE body = 'DROP'")],
  ])("destructive is what the text says: %s is not", async (_, step) => {
    await using database = await server.database();
    await ask(database.url, person);
    using project = new FaultProject(database);
    project.revision("r1", [], `upgrade:\n  - ${step}`);
    await project.exits(0, ["reconcile"]);
  });

  test.each([
    ["TRUNCATE", sql("TRUNCATE person")],
    ["DELETE without a condition", sql("DELETE FROM person")],
    ["a narrower type", "alterColumn: { table: person, column: age, type: smallint }"],
    ["DROP COLUMN", "dropColumn: { table: person, column: name }"],
  ])("destructive is what the text says: %s is, and waits for consent where nobody watches", async (_, step) => {
    await using database = await server.database();
    await ask(database.url, person);
    using project = new FaultProject(database);
    project.revision("r1", [], `upgrade:\n  - ${step}`);
    const refused = await project.exits(5, ["reconcile", "-o", "json"]);
    expect(told(refused)).toContain("dataLoss");
    expect(await ask(database.url, "SELECT count(*) || ' ' || count(name) FROM person")).toBe("20 20");
  });

  test("what undoes a change lives beside the tool: the database itself holds history and inverse", async () => {
    await using database = await server.database();
    using project = new FaultProject(database);
    project.revision("r1", [], "upgrade:\n  - createTable: { name: one, columns: [ { name: id, type: bigint } ] }");
    await project.upgrade();
    const [row] = await askRows<{ steps: string }>(database.url, "SELECT steps FROM keelson.history WHERE revision = 'r1'");
    const [step] = JSON.parse(row?.steps ?? "[]") as { readonly inverse: string }[];
    const [undo] = JSON.parse(step?.inverse ?? "[]") as {
      readonly before: { readonly ref: { readonly name: string } };
      readonly after: null;
    }[];
    expect(undo).toMatchObject({ before: { ref: { name: "id" } }, after: null });
  });

  test("an error while sync triggers are made is ignored: here it stops the stage, and no row is written", {
    timeout: 60_000,
  }, async () => {
    await using database = await server.database();
    await ask(
      database.url,
      `${person}; CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no triggers here'; END $$;
       CREATE EVENT TRIGGER refusal ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER') EXECUTE FUNCTION refuse()`,
    );
    using project = new FaultProject(database);
    project.revision(
      "r1",
      [],
      `upgrade:\n  - backfill: { table: person, set: { name: "'q' || id" }, keepInSync: true }\n    downgrade: []`,
    );
    const failed = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(failed.stdout).toContain("no triggers here");
    expect(await ask(database.url, "SELECT count(*)::int FROM person WHERE name = 'q' || id")).toBe(0);
    await ask(database.url, "DROP EVENT TRIGGER refusal");
    await project.upgrade();
    expect(await ask(database.url, "SELECT count(*)::int FROM person WHERE name = 'q' || id")).toBe(20);
  });

  test("a value that is no label of an enum becomes NULL: here the change fails and names it", async () => {
    await using database = await server.database();
    await ask(
      database.url,
      "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE note (id int PRIMARY KEY, body text); INSERT INTO note VALUES (1, 'ok'), (2, 'furious')",
    );
    using project = new FaultProject(database);
    project.revision("r1", [], "upgrade:\n  - alterColumn: { table: note, column: body, type: mood }");
    const failed = await project.exits(1, ["upgrade", "--yes", "-o", "json"]);
    expect(failed.stdout).toContain("furious");
    expect(await askRows(database.url, "SELECT id, body::text FROM note ORDER BY id")).toEqual([
      { id: 1, body: "ok" },
      { id: 2, body: "furious" },
    ]);
  });

  test.each(casesOf({ ordinary: 8, nightly: 300, against: "a database" }))(
    "labels of an enum in the wrong place, or left: any list of them leads to any other: cases $cases",
    { timeout: patience },
    async ({ parameters }) => {
      const labels = fc.shuffledSubarray(["a", "b", "c", "d", "e", "it's"], { minLength: 1 });
      const typeOf = (list: readonly string[]) =>
        `CREATE TYPE e AS ENUM (${list.map((label) => `'${label.replace("'", "''")}'`).join(", ")}); CREATE TABLE t (x e)`;
      const pair = fc.asyncProperty(labels, labels, async (from, to) => {
        await using bench = await Workbench.open(server, typeOf(from));
        await using wanted = await Workbench.open(server, typeOf(to));
        const goal = await wanted.model();
        await bench.carryOut(diff(goal, await bench.model()).changes);
        expect(differences(goal, await bench.model())).toEqual([]);
        expect(await bench.values("SELECT enumlabel FROM pg_enum ORDER BY enumsortorder")).toEqual(to);
      });
      await fc.assert(pair, parameters);
    },
  );
});

describe("defects of other tools, on SQLite", () => {
  test("a lock that expires while the migration lasts: who waits for less goes, and nothing is done twice", {
    timeout: 60_000,
  }, async () => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    project.revision(
      "r1",
      [],
      "upgrade:\n  - createTable: { name: person, columns: [ { name: id, type: bigint, nullable: false }, { name: score, type: integer, nullable: false } ], primaryKey: { columns: [id] } }\n" +
        '  - sql: { text: "WITH RECURSIVE i(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM i WHERE v < 70) INSERT INTO person SELECT v, 0 FROM i" }\n    downgrade: []',
    );
    await project.upgrade();
    project.revision(
      "r2",
      ["r1"],
      "upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 10 }, throttle: { pause: 2s } }\n    downgrade: []",
    );
    const first = project.start(["upgrade"]);
    const scores = () => reading(file.path, "SELECT count(*) AS n, sum(score) AS done FROM person");
    await expect.poll(() => Number(scores()["done"]), { timeout: 20_000 }).toBeGreaterThan(0);
    const waiter = await project.exits(4, ["upgrade", "--lock-wait", "300ms", "-o", "json"]);
    expect(waiter.json().error.code).toBe("lease-held");
    const finished = await first.finished;
    expect(finished.code, told(finished)).toBe(0);
    await project.upgrade();
    expect(scores()).toEqual({ n: 70, done: 70 });
  });
});

function reading(path: string, query: string): Readonly<Record<string, unknown>> {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return { ...database.prepare(query).get() };
  } finally {
    database.close();
  }
}
