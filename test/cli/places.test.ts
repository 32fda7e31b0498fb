import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { eachSqliteProject } from "./sqlite-project.ts";

const here = eachSqliteProject();

const hero =
  "upgrade:\n  - createTable: { name: hero, columns: [ { name: id, type: integer }, { name: name, type: text } ], primaryKey: { columns: [id] } }";
const run = (statement: string): void => {
  using database = new DatabaseSync(here.file.path);
  database.exec(statement);
};

/** What a verb is stopped by: `code file:line`. */
async function stopped(...words: string[]): Promise<string[]> {
  const { diagnostics } = (await here.project.exits(3, [...words, "-o", "json"])).json().error;
  return diagnostics.map(({ code, file: at, line }: Record<string, string>) => `${code} ${at?.replace(/^db\/revisions\//, "")}:${line}`);
}

test("a step that does not fit what is there is shown where it is written, by whatever verb comes to it", async () => {
  here.project.revision("r1", [], hero);
  here.project.revision(
    "r2",
    ["r1"],
    "upgrade:\n  - addColumn: { table: hero, column: { name: a, type: integer } }\n  - dropColumn: { table: hero, column: gone }",
  );
  for (const words of [["plan"], ["upgrade"], ["upgrade", "--sql"], ["validate"], ["upgrade", "base:head", "--sql"]])
    expect(await stopped(...words), words.join(" ")).toEqual(["object-not-found r2.yaml:9"]);
});

test("what the dialect refuses is shown at the step that asks for it", async () => {
  here.project.revision("r1", [], `${hero}\n  - createIndex: { table: hero, name: i, columns: [name], method: hash }`);
  for (const verb of ["plan", "upgrade", "validate"]) expect(await stopped(verb), verb).toEqual(["unsupported-by-dialect r1.yaml:9"]);
});

test("what cannot be one transaction is shown at the first step that cannot", async () => {
  here.project.revision("r1", [], `atomic: true\n${hero}\n  - sql: { text: VACUUM }\n    downgrade: []`);
  for (const verb of ["plan", "upgrade"]) expect(await stopped(verb), verb).toEqual(["not-atomic r1.yaml:10"]);
});

test("an applied revision that was edited, and several heads, are shown with their files", async () => {
  here.project.revision("r1", [], hero);
  await here.project.upgrade();
  here.project.revision("r1", [], hero.replace("text", "integer"));
  expect(await stopped("upgrade")).toEqual(["revision-edited r1.yaml:1"]);
  here.project.revision("r1", [], hero);
  for (const id of ["r2", "r3"]) here.project.revision(id, ["r1"], "upgrade: []");
  expect(await stopped("upgrade")).toEqual(["multiple-heads r3.yaml:1"]);
  expect((await here.project.exits(3, ["upgrade"])).stderr).toContain(
    "there are 2 heads: r2 (db/revisions/r2.yaml), r3 (db/revisions/r3.yaml)",
  );
});

test("what SQLite cannot build anew without a loss is what people wrote: exit 3, and nothing has changed", async () => {
  here.project.revision("r1", [], hero);
  await here.project.upgrade();
  run("CREATE VIEW names AS SELECT name FROM hero");
  here.project.revision(
    "r2",
    ["r1"],
    "upgrade:\n  - sql: { text: SELECT 1 }\n    downgrade: []\n  - alterColumn: { table: hero, column: id, type: bigint }\n  - dropColumn: { table: hero, column: name }",
  );
  expect(await stopped("upgrade")).toEqual(["dependant-broken r2.yaml:10"]);
  expect((await here.project.exits(0, ["current", "-o", "json"])).json()).toMatchObject({ heads: ["r1"] });
});
