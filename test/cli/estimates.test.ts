import { Client } from "pg";
import { expect, test } from "vitest";
import { describeFaults } from "../crash/faults/describe-faults.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { ask } from "../server/ask.ts";
import { sqliteFile } from "../server/sqlite.ts";

interface Planned {
  readonly spec: { readonly digest: string; readonly stages: readonly { readonly statements: readonly PlannedStatement[] }[] };
}
interface PlannedStatement {
  readonly sql: string;
  readonly lock: string | null;
  readonly estimate?: { readonly rows?: number; readonly bytes: number; readonly seconds: number; readonly blockedBy?: readonly string[] };
}

const revision = `upgrade:
  - createTable: { name: fresh, columns: [ { name: id, type: bigint } ] }
  - addColumn: { table: person, column: { name: name, type: text } }
  - createIndex: { table: person, name: person_age, columns: [age] }
  - backfill: { table: person, set: { name: "'x'" }, where: name IS NULL }`;

const planned = async (project: FaultProject): Promise<Planned> => (await project.exits(0, ["plan", "-o", "json"])).json<Planned>();
const statements = ({ spec }: Planned): readonly PlannedStatement[] => spec.stages.flatMap((stage) => stage.statements);
const found = (plan: Planned, pattern: RegExp): PlannedStatement | undefined => statements(plan).find(({ sql }) => pattern.test(sql));

describeFaults("estimates", (server) => {
  test("say rows, bytes, seconds and who is in the way now; not the digest", async () => {
    await using database = await server.database();
    // A worker of the server's own would count rows, and hold a lock, whenever it likes.
    await ask(
      database.url,
      "CREATE TABLE person (id bigint PRIMARY KEY, age int) WITH (autovacuum_enabled = false); INSERT INTO person SELECT i, i FROM generate_series(1, 20000) i",
    );
    using project = new FaultProject(database);
    project.revision("r1", [], revision);

    const unknown = await planned(project);
    expect(found(unknown, /CREATE INDEX/)?.estimate).not.toHaveProperty("rows");
    expect((await project.exits(0, ["plan"])).stdout).toContain("rows unknown, no statistics: ANALYZE public.person");

    await ask(database.url, "ANALYZE person");
    const holder = new Client({ connectionString: database.url, application_name: "shop" });
    await holder.connect();
    await holder.query("BEGIN; SELECT FROM person LIMIT 1");
    const plan = await planned(project);
    const text = (await project.exits(0, ["plan"])).stdout;
    await holder.end();

    expect(found(plan, /CREATE TABLE/)).not.toHaveProperty("estimate");
    expect(found(plan, /ADD COLUMN/)?.estimate).toMatchObject({
      rows: 20000,
      seconds: 0,
      blockedBy: [expect.stringMatching(/^pid \d+ \(shop\), in a transaction for \d+ s$/)],
    });
    const index = found(plan, /CREATE INDEX/)?.estimate;
    expect(index?.bytes).toBeGreaterThan(500_000);
    expect(index?.seconds).toBeGreaterThan(0);
    expect(found(plan, /UPDATE/)?.estimate).toMatchObject({ rows: 20000 });
    expect(text).toMatch(/-- ~ 20000 rows, \d+ kB, at once under accessExclusive; now held up by pid \d+ \(shop\)/);
    expect(plan.spec.digest).toBe(unknown.spec.digest);
    expect((await project.exits(0, ["upgrade", "--dry-run"])).stdout).toContain("-- ~ 20000 rows");
    await project.exits(0, ["plan", "--out", "plan.json"]);
    await ask(database.url, "INSERT INTO person SELECT i, i FROM generate_series(20001, 30000) i; ANALYZE person");
    await project.exits(0, ["apply", "--plan", "plan.json"]);
  });
});

test("estimates on SQLite are counted", async () => {
  using file = sqliteFile();
  using project = new FaultProject({ url: file.url });
  project.revision(
    "r0",
    [],
    "upgrade:\n  - createTable: { name: person, columns: [ { name: id, type: bigint }, { name: age, type: integer } ], primaryKey: { columns: [id] } }\n  - insertRows: { table: person, rows: [ { id: 1, age: 3 }, { id: 2, age: 4 } ] }",
  );
  await project.upgrade();
  project.revision("r1", ["r0"], revision);
  const plan = await planned(project);
  expect(found(plan, /CREATE INDEX/)?.estimate).toMatchObject({ rows: 2 });
  expect(found(plan, /CREATE TABLE/)).not.toHaveProperty("estimate");
});
