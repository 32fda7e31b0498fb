import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eachSqliteProject } from "./sqlite-project.ts";

const here = eachSqliteProject();

const hero =
  "message: Heroes\nupgrade:\n  - createTable: { name: hero, columns: [ { name: id, type: integer } ], primaryKey: { columns: [id] } }";

/** The database at r2, and a source without it. */
async function losing(): Promise<void> {
  here.project.revision("r1", [], hero);
  here.project.revision("r2", ["r1"], "message: Names\nupgrade:\n  - addColumn: { table: hero, column: { name: name, type: text } }");
  await here.project.upgrade();
  rmSync(join(here.project.folder, "db/revisions/r2.yaml"));
}

test("history shows what the journal holds, also what the source does not know any more", async () => {
  await losing();
  const { stdout, stderr } = await here.project.exits(0, ["history"]);
  expect(stdout).toMatch(/r2 +r1 .*\(not in the source, current\) Names\n.*r1 .*\(head\) Heroes/s);
  expect(stderr).toContain("warning[revision-unknown]");
  expect((await here.project.exits(0, ["history", "-o", "json"])).json().revisions).toMatchObject([
    {
      id: "r2",
      message: "Names",
      revises: ["r1"],
      isHead: null,
      isCurrent: true,
      isApplied: true,
      outcome: "applied",
      digest: expect.stringMatching(/^sha256:/),
    },
    { id: "r1", isHead: true, isCurrent: false, isApplied: true },
  ]);
  expect((await here.project.exits(0, ["history", "-r", "base:head", "-o", "json"])).json().revisions).toMatchObject([{ id: "r1" }]);
});

test("status says where the database is, whatever the source is like, and why nothing can run", async () => {
  await losing();
  const { stdout, stderr } = await here.project.exits(3, ["status"]);
  expect(stdout).toContain("RevisionUnknown");
  expect(stdout).toContain("at r2");
  expect(stderr.match(/error\[/g)).toHaveLength(1);
  expect((await here.project.exits(3, ["status", "-o", "json"])).json()).toMatchObject({
    kind: "Status",
    reason: "RevisionUnknown",
    revision: { current: ["r2"] },
    history: [{ revision: "r2" }, { revision: "r1" }],
    error: { code: "revision-unknown", exitCode: 3, diagnostics: [{ code: "revision-unknown" }] },
  });
});

test("status tells of an edited revision and of documents with errors in the same way", async () => {
  here.project.revision("r1", [], hero);
  await here.project.upgrade();
  here.project.revision("r1", [], hero.replace("integer", "text"));
  expect((await here.project.exits(3, ["status", "-o", "json"])).json()).toMatchObject({
    reason: "RevisionEdited",
    revision: { current: ["r1"] },
    error: { code: "revision-edited" },
  });
  here.project.write("db/revisions/r1.yaml", "kind: [");
  expect((await here.project.exits(3, ["status", "-o", "json"])).json()).toMatchObject({
    revision: { current: ["r1"] },
    error: { diagnostics: [{ code: "yaml-syntax" }] },
  });
});

test("a reconcile that applied a difference says what it applied", async () => {
  here.project.write(
    "db/schema.yaml",
    "apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec: { tables: [ { name: hero, columns: [ { name: id, type: integer } ] } ] }\n",
  );
  const { stderr } = await here.project.exits(0, ["reconcile"]);
  expect(stderr.trim().split("\n")).toEqual(["applied: create table main.hero", "applied: create column main.hero.id"]);
  expect((await here.project.exits(0, ["reconcile"])).stderr).toBe("");
});
