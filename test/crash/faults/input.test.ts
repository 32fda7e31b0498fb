import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ask } from "../../server/ask.ts";
import { postgresServers } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { sqliteDump } from "../../server/sqlite-dump.ts";
import { describeFaults } from "./describe-faults.ts";
import { FaultProject, told } from "./project.ts";
import { traceOf } from "./trace.ts";

const table = (name: string) => `upgrade:\n  - createTable: { name: ${name}, columns: [ { name: id, type: bigint } ] }`;

/** Three revisions in a row, applied. */
function writeThree(project: FaultProject): void {
  project.revision("r1", [], table("one"));
  project.revision("r2", ["r1"], table("two"));
  project.revision("r3", ["r2"], table("three"));
}

/** The process says at its end how much memory it took. */
const measured = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent('process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS))')}`,
};
/** In megabytes. */
const peak = (stderr: string): number => Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;

const path = (project: FaultProject, id: string) => join(project.folder, `db/revisions/${id}.yaml`);

interface Case {
  readonly name: string;
  readonly code: number;
  readonly says: RegExp;
  change(project: FaultProject): void;
}

const refused: readonly Case[] = [
  {
    name: "70: an applied revision edited",
    code: 3,
    says: /revision-edited[\s\S]*r2/,
    change: (project) => project.revision("r2", ["r1"], table("other")),
  },
  {
    name: "70: an applied revision's id renamed",
    code: 3,
    says: /r2/,
    change: (project) => {
      project.revision("r9", ["r1"], table("two"));
      project.revision("r3", ["r9"], table("three"));
      rmSync(path(project, "r2"));
    },
  },
  { name: "70: the newest applied revision deleted", code: 3, says: /r3/, change: (project) => rmSync(path(project, "r3")) },
  { name: "71: two heads", code: 3, says: /r3[\s\S]*r4|r4[\s\S]*r3/, change: (project) => project.revision("r4", ["r2"], table("four")) },
  {
    name: "71: a cycle",
    code: 3,
    says: /cycle[\s\S]*r4|r4[\s\S]*cycle/i,
    change: (project) => {
      project.revision("r4", ["r5"], table("four"));
      project.revision("r5", ["r4"], table("five"));
    },
  },
  {
    name: "71: a missing parent",
    code: 3,
    says: /missing-parent[\s\S]*r7/,
    change: (project) => project.revision("r4", ["r7"], table("four")),
  },
  {
    name: "71: an id twice",
    code: 3,
    says: /duplicate[\s\S]*r3|r3[\s\S]*duplicate/,
    change: (project) =>
      project.write(
        "db/revisions/copy.yaml",
        "apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: copy }\nspec:\n  id: r3\n  revises: [r2]\n",
      ),
  },
  {
    name: "73: a key twice",
    code: 3,
    says: /r4\.yaml:\d+:\d+/,
    change: (project) => project.write("db/revisions/r4.yaml", "kind: Revision\nkind: Revision\n"),
  },
  {
    name: "73: an anchor bomb",
    code: 3,
    says: /bomb\.yaml:\d+:\d+/,
    change: (project) =>
      project.write(
        "db/bomb.yaml",
        `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: bomb }\na0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`).join("\n")}\n`,
      ),
  },
  {
    name: "73: text that other readers take for a truth, a number, a date",
    code: 3,
    says: /no\.yaml:\d+:\d+[\s\S]*no\.yaml:\d+:\d+[\s\S]*no\.yaml:\d+:\d+/,
    change: (project) =>
      project.write(
        "db/no.yaml",
        "apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: no }\nspec:\n  tables:\n    - { name: 1e3, comment: 2024-01-01 }\n",
      ),
  },
  {
    name: "73: a tab, a NUL",
    code: 3,
    says: /tab\.yaml:\d+:\d+/,
    change: (project) => project.write("db/tab.yaml", "kind: Revision\n\tmetadata: \u0000\n"),
  },
];

describe("revisions and documents that cannot be", () => {
  test.each(refused)("$name: named before anything is written", async ({ change, code, says }) => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    writeThree(project);
    await project.upgrade();
    const before = sqliteDump(file.path);
    change(project);
    const run = await project.start(["upgrade", "-o", "json"]).finished;
    expect(run.code, told(run)).toBe(code);
    expect(run.stdout + run.stderr).toMatch(says);
    expect(run.stderr).not.toMatch(/^ +at /m);
    expect(sqliteDump(file.path)).toEqual(before);
  });

  test.each<readonly [string, (project: FaultProject) => void]>([
    ["70: a file renamed, its id kept", (project) => renameSync(path(project, "r2"), path(project, "anything"))],
    [
      "73: a BOM and CRLF in a new file",
      (project) =>
        project.write(
          "db/revisions/r4.yaml",
          "\ufeffapiVersion: keelson.dev/v1alpha1\r\nkind: Revision\r\nmetadata: { name: r4 }\r\nspec:\r\n  id: r4\r\n  revises: [r3]\r\n",
        ),
    ],
  ])("%s: goes on", async (_, change) => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    writeThree(project);
    await project.upgrade();
    change(project);
    await project.upgrade();
  });

  test("71: a revision that comes late, below a head that is applied, is applied or refused, never skipped unsaid", async () => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    writeThree(project);
    await project.upgrade();
    project.revision("late", ["r1"], table("late"));
    project.revision("merged", ["r3", "late"], table("merged"));
    await project.upgrade();
    expect(sqliteDump(file.path).join("\n")).toMatch(/"late"|late/);
    expect(sqliteDump(file.path).join("\n")).toMatch(/merged/);
  });

  test.each([
    ["leaves a table behind", "downgrade: []", /r2: the way down does not restore what was there: .*two/],
    [
      "takes too much away",
      'downgrade:\n  - dropTable: { name: two }\n  - sql: { text: "DROP TABLE one" }',
      /r2: the way down does not restore what was there: .*one/,
    ],
    ["fails", 'downgrade:\n  - sql: { text: "DROP TABLE three" }', /r2: .*three/],
  ])("72: a way down that %s is found by `test`, against the schema of the revision that it leads to", async (_, downgrade, says) => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    project.revision("r1", [], table("one"));
    project.revision("r2", ["r1"], `${table("two")}\n${downgrade}`);
    const run = await project.exits(1, ["test"]);
    expect(run.stdout + run.stderr).toMatch(says);
  });

  test("73: ten thousand revisions are read in 300 MB", { timeout: 120_000 }, async () => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    for (let n = 0; n < 10_000; n++) project.revision(`r${n}`, n === 0 ? [] : [`r${n - 1}`], table(`t${n}`));
    const run = await project.start(["validate"], file.url, measured).finished;
    expect(run.code, told(run)).toBe(0);
    expect(peak(run.stderr)).toBeLessThan(300);
  });

  test("73: a file of more than 50 MB is refused in 300 MB, and so is a smaller one that is not plain", { timeout: 120_000 }, async () => {
    using file = sqliteFile();
    using project = new FaultProject(file);
    for (const [megabytes, last] of [
      [55, ""],
      [50, "a: &b c\n"],
      [5, "a: &b c\n"],
    ] as const) {
      project.write("db/big.yaml", `kind: Schema\n${"# nothing but words\n".repeat(megabytes * 50_000)}${last}`);
      const run = await project.start(["validate"], file.url, measured).finished;
      expect(run.code, told(run)).toBe(3);
      expect(run.stdout + run.stderr).toMatch(/big\.yaml:\d+:1: error\[document-too-large\]/);
      expect(peak(run.stderr)).toBeLessThan(300);
    }
  });
});

describeFaults("a journal of the future", () => {
  test("74: an older program refuses a newer journal and changes nothing", async () => {
    const [server] = postgresServers;
    if (server === undefined) throw new Error("no server");
    await using database = await server.database();
    using project = new FaultProject(database);
    writeThree(project);
    await project.upgrade();
    await ask(database.url, "UPDATE keelson.meta SET value = '999' WHERE name = 'format'");
    const before = await traceOf(database.url);
    project.revision("r4", ["r3"], table("four"));
    const run = await project.exits(1, ["upgrade", "-o", "json"]);
    expect(run.stdout).toContain("journal-newer");
    expect(await traceOf(database.url)).toEqual(before);
  });
});
