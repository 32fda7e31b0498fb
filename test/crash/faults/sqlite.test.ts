import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { main } from "../../cli/keelson.ts";
import { seededShare } from "../../seeded-share.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { sqliteDump, sqliteRows } from "../../server/sqlite-dump.ts";
import { FaultProject, told } from "./project.ts";

/** Rebuilds a table that has a child, a view and a trigger, and counts in batches. */
function writeHistory(project: FaultProject): void {
  project.revision(
    "r1",
    [],
    `
upgrade:
  - createTable: { name: person, columns: [ { name: id, type: bigint, nullable: false }, { name: score, type: integer, nullable: false, default: "0" } ], primaryKey: { columns: [id] } }
  - createTable: { name: pet, columns: [ { name: id, type: bigint, nullable: false }, { name: person, type: bigint } ], primaryKey: { columns: [id] }, foreignKeys: [ { columns: [person], references: { table: person, columns: [id] }, onDelete: cascade } ] }
  - createView: { name: scores, query: "SELECT id, score FROM person" }
  - sql: { text: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) INSERT INTO person SELECT i, 0 FROM n; INSERT INTO pet SELECT id, id FROM person" }
    downgrade: []
`,
  );
  project.revision("r2", ["r1"], 'upgrade:\n  - alterColumn: { table: person, column: score, type: bigint, default: "1" }');
  project.revision(
    "r3",
    ["r2"],
    "upgrade:\n  - backfill: { table: person, set: { score: score + 1 }, batch: { rows: 20 } }\n    downgrade: []",
  );
}

const traceOf = (path: string) => ({
  schema: sqliteDump(path),
  rows: sqliteRows(path),
  journal: reading(path, "SELECT seq, revision FROM keelson_history ORDER BY seq"),
});

function reading(path: string, sql: string): unknown {
  const database = new DatabaseSync(path);
  try {
    expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    expect(database.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}

async function undisturbed() {
  using file = sqliteFile();
  using project = new FaultProject(file);
  writeHistory(project);
  await project.upgrade();
  return traceOf(file.path);
}

/** Whether this machine lets one process meddle with the system calls of another. */
const haveStrace = spawnSync("strace", ["-f", "-e", "trace=none", "true"]).status === 0;

describe("75: SQLite", () => {
  test("four runners on a file that does not exist yet: the effect of one", { timeout: 60_000 }, async () => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    writeHistory(project);
    const runners = await Promise.all([1, 2, 3, 4].map(() => project.start(["upgrade"]).finished));
    for (const runner of runners) expect(runner.code, told(runner)).toBe(0);
    expect(traceOf(file.path)).toEqual(await undisturbed());
  });

  test("somebody holds the file: waited for", { timeout: 60_000 }, async () => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    writeHistory(project);
    const holder = new DatabaseSync(file.path);
    holder.exec("CREATE TABLE other (id int); BEGIN IMMEDIATE; INSERT INTO other VALUES (1)");
    const run = project.start(["upgrade"]);
    // Only the run's own patience is to be seen: the holder lets go when it has been at the file for a moment.
    await new Promise((resolve) => setTimeout(resolve, 700));
    holder.exec("COMMIT");
    holder.close();
    const finished = await run.finished;
    expect(finished.code, told(finished)).toBe(0);
  });

  test.skipIf(!haveStrace)(
    "killed at any write or flush: old or new, and the rerun ends as an undisturbed run",
    { timeout: 600_000 },
    async () => {
      const expected = await undisturbed();
      const counts = { pwrite64: 60, fsync: 12 };
      const cases = Object.entries(counts).flatMap(([call, count]) => Array.from({ length: count }, (_, at) => ({ call, number: at + 1 })));
      let killed = 0;
      for (const { call, number } of seededShare(cases, 5)) {
        using file = sqliteFile();
        using project = new FaultProject(file);
        writeHistory(project);
        const traced = ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:signal=KILL:when=${number}`];
        const child = spawn("strace", [...traced, process.execPath, main, "upgrade"], {
          cwd: project.folder,
          env: { PATH: process.env["PATH"] ?? "", HOME: project.folder, DATABASE: file.url },
          stdio: "ignore",
        });
        const [code, signal] = await once(child, "close");
        if (code !== 0 || signal !== null) killed++;
        await project.upgrade();
        expect(traceOf(file.path), `${call} ${number}`).toEqual(expected);
      }
      expect(killed).toBeGreaterThan(0);
    },
  );
});
