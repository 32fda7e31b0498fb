import { expect, test } from "vitest";
import type { ObjectChange } from "../../../src/change/change.ts";
import { changeLine } from "../../../src/change/describe.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import { sameSpelling } from "../../../src/dialect/sqlite/canonical.ts";
import { answersTo } from "../../../src/diff/answers.ts";
import { diff } from "../../../src/diff/diff.ts";
import type { Model } from "../../../src/model/model.ts";
import type { SchemaObjectOf } from "../../../src/model/object.ts";
import { fromModel } from "../../../src/resource/from-model.ts";
import { parseResources } from "../../../src/resource/parse-resources.ts";
import type { SchemaResource } from "../../../src/resource/resource.ts";
import { toModel } from "../../../src/resource/to-model.ts";
import { t, Workbench } from "./workbench.ts";

const made = [
  'CREATE TABLE "A b" (id integer PRIMARY KEY, n text, "x,y" int)',
  "CREATE TABLE log (id integer, line text, CONSTRAINT log_key PRIMARY KEY (id))",
  'CREATE TRIGGER touch UPDATE OF n, "x,y" ON "A b" FOR EACH ROW WHEN NEW.n <> OLD.n BEGIN INSERT INTO log (line) VALUES (NEW.n || \'; END\'); UPDATE "A b" SET "x,y" = CASE WHEN 1 THEN 2 END WHERE id = NEW.id; END',
  'CREATE VIEW v AS SELECT id, n FROM "A b"',
  'CREATE TRIGGER "in stead" INSTEAD OF DELETE ON v BEGIN DELETE FROM "A b" WHERE id = OLD.id; END',
];

const { grammar, kinds } = sqlite;

/** The live model written as documents and read again; `edit` changes the text between. */
function asWritten(live: Model, edit: (text: string) => string = (text) => text): Model {
  const documents = fromModel(live, { grammar, defaultSchema: "main" }).map(({ spec }, at) => ({
    path: `${at}.json`,
    text: edit(JSON.stringify({ apiVersion: "keelson.dev/v1alpha1", kind: "Schema", metadata: { name: `s${at}` }, spec })),
  }));
  const { resources } = parseResources(documents);
  const found = toModel(
    resources.filter((resource): resource is SchemaResource => resource.kind === "Schema"),
    { grammar, kinds, defaultSchema: "main", schemas: ["main"], serverVersion: null, environment: null },
  );
  expect(found.diagnostics).toEqual([]);
  return found.model;
}

function difference(wanted: Model, live: Model): readonly ObjectChange[] {
  const { questions } = diff(wanted, live);
  const textOf = (object: object): string => (object as SchemaObjectOf<"trigger">).body.action?.text ?? "";
  const answers = answersTo(
    questions,
    questions.map(({ desired, live: found }) => desired.kind !== "trigger" || sameSpelling(textOf(desired), textOf(found))),
  );
  return diff(wanted, live, { answers }).changes;
}

test("triggers read from their documents as they are, however they are written", async () => {
  await using bench = await Workbench.open(...made);
  const live = await bench.model();
  expect(difference(asWritten(live), live)).toEqual([]);
  const edited = asWritten(live, (text) =>
    text.replace("INSERT INTO log (line)", "insert into [LOG](line)").replace("WHEN NEW.n <> OLD.n", "when new.n != old.n"),
  );
  expect(difference(edited, live)).toEqual([]);
});

test("a trigger changes, comes and goes, and a view that is made anew keeps its own", async () => {
  await using bench = await Workbench.open(...made);
  const triggers = () => bench.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name");
  const live = await bench.model();
  const changes = difference(
    asWritten(live, (text) => text.replace("THEN 2", "THEN 3").replace("SELECT id, n FROM", "SELECT id, n, 1 AS one FROM")),
    live,
  );
  await bench.execute([
    ...changes,
    ...diff(
      asWritten(live, (text) => text.replace("SELECT id, n FROM", "SELECT id, n, 1 AS one FROM")),
      live,
    ).changes.filter(({ after }) => after?.kind === "view"),
  ]);
  expect(changes.map(changeLine)).toEqual(["alter trigger main.A b.touch (action)"]);
  expect(await triggers()).toEqual(["in stead", "touch"]);
  expect(await bench.rows("SELECT count(*) FROM sqlite_schema WHERE name = 'touch' AND sql LIKE '%THEN 3%'")).toEqual([1]);
  const before = await bench.object({ kind: "trigger", parent: t("A b"), name: "touch" });
  await bench.execute([{ kind: "object", before, after: { ...before, ref: { ...before.ref, name: "moved" } } as typeof before }]);
  expect(await triggers()).toEqual(["in stead", "moved"]);
  const gone = await bench.object({ kind: "trigger", parent: t("A b"), name: "moved" });
  await bench.execute([{ kind: "object", before: gone, after: null }]);
  expect(await triggers()).toEqual(["in stead"]);
});

test("a table that is rebuilt or renamed keeps its triggers", async () => {
  await using bench = await Workbench.open(...made);
  const column = (await bench.object({ kind: "column", parent: t("A b"), name: "n" })) as SchemaObjectOf<"column">;
  await bench.execute([{ kind: "object", before: column, after: { ...column, body: { ...column.body, type: "varchar(9)" } } }]);
  const table = await bench.object(t("log"));
  await bench.execute([{ kind: "object", before: table, after: { ...table, ref: t("the log") } as typeof table }]);
  expect(await bench.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")).toEqual(["in stead", "touch"]);
  await bench.look.run("INSERT INTO \"A b\" (id, n) VALUES (1, 'a')");
  await bench.look.run("UPDATE \"A b\" SET n = 'b'");
  expect(await bench.rows('SELECT line FROM "the log"')).toEqual(["b; END"]);
});
