import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { sqliteFile, type TestFile } from "../server/sqlite.ts";

let file: TestFile;
let project: FaultProject;
beforeEach(() => {
  file = sqliteFile();
  project = new FaultProject({ url: file.url });
});
afterEach(() => {
  project[Symbol.dispose]();
  file[Symbol.dispose]();
});

const hero = "upgrade:\n  - createTable: { name: hero, columns: [ { name: id, type: integer }, { name: name, type: text } ], primaryKey: { columns: [id] } }";
const run = (statement: string): void => {
  using database = new DatabaseSync(file.path);
  database.exec(statement);
};

/** What a verb is stopped by: `code file:line`. */
async function stopped(...words: string[]): Promise<string[]> {
  const { diagnostics } = (await project.exits(3, [...words, "-o", "json"])).json().error;
  return diagnostics.map(({ code, file: at, line }: Record<string, string>) => `${code} ${at?.replace(/^db\/revisions\//, "")}:${line}`);
}

test("a step that does not fit what is there is shown where it is written, by whatever verb comes to it", async () => {
  project.revision("r1", [], hero);
  project.revision("r2", ["r1"], "upgrade:\n  - addColumn: { table: hero, column: { name: a, type: integer } }\n  - dropColumn: { table: hero, column: gone }");
  for (const words of [["plan"], ["upgrade"], ["upgrade", "--sql"], ["validate"], ["upgrade", "base:head", "--sql"]])
    expect(await stopped(...words), words.join(" ")).toEqual(["object-not-found r2.yaml:9"]);
});

test("what the dialect refuses is shown at the step that asks for it", async () => {
  project.revision("r1", [], `${hero}\n  - createIndex: { table: hero, name: i, columns: [name], method: hash }`);
  for (const verb of ["plan", "upgrade", "validate"]) expect(await stopped(verb), verb).toEqual(["unsupported-by-dialect r1.yaml:9"]);
});

test("what cannot be one transaction is shown at the first step that cannot", async () => {
  project.revision("r1", [], `atomic: true\n${hero}\n  - sql: { text: VACUUM }\n    downgrade: []`);
  for (const verb of ["plan", "upgrade"]) expect(await stopped(verb), verb).toEqual(["not-atomic r1.yaml:10"]);
});

test("an applied revision that was edited, and several heads, are shown with their files", async () => {
  project.revision("r1", [], hero);
  await project.upgrade();
  project.revision("r1", [], hero.replace("text", "integer"));
  expect(await stopped("upgrade")).toEqual(["revision-edited r1.yaml:1"]);
  project.revision("r1", [], hero);
  for (const id of ["r2", "r3"]) project.revision(id, ["r1"], "upgrade: []");
  expect(await stopped("upgrade")).toEqual(["multiple-heads r3.yaml:1"]);
  expect((await project.exits(3, ["upgrade"])).stderr).toContain("there are 2 heads: r2 (db/revisions/r2.yaml), r3 (db/revisions/r3.yaml)");
});

test("what SQLite cannot build anew without a loss is what people wrote: exit 3, and nothing has changed", async () => {
  project.revision("r1", [], hero);
  await project.upgrade();
  run("CREATE VIEW names AS SELECT name FROM hero");
  project.revision("r2", ["r1"], "upgrade:\n  - sql: { text: SELECT 1 }\n    downgrade: []\n  - alterColumn: { table: hero, column: id, type: bigint }\n  - dropColumn: { table: hero, column: name }");
  expect(await stopped("upgrade")).toEqual(["dependant-broken r2.yaml:10"]);
  expect((await project.exits(0, ["current", "-o", "json"])).json()).toMatchObject({ heads: ["r1"] });
});
