import { describe, expect, it } from "vitest";
import { squashRevisions } from "../../src/author/squash.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import type { RevisionResource } from "../../src/resource/resource.ts";
import { buildGraph } from "../../src/revision/build-graph.ts";
import type { RevisionGraph } from "../../src/revision/graph.ts";
import { resolvePath } from "../../src/revision/path.ts";
import { resolveTarget } from "../../src/revision/resolve-target.ts";
import { standingOf } from "../../src/revision/standing.ts";
import { chance, style } from "./style.ts";

/** A revision document: its id, and the rest of its spec as YAML in one line. */
const document = (id: string, spec: string): string =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: shop-${id} }\nspec: { id: ${id}, message: Step ${id}, ${spec} }\n`;
const sql = (text: string): string => `{ sql: { text: "${text}" }, downgrade: [] }`;

function graphOf(files: Readonly<Record<string, string>>): RevisionGraph<RevisionResource> {
  const sources = Object.entries(files).map(([path, text]) => ({ path: `db/revisions/${path}`, text }));
  const reader = { list: () => ["db/sql/a.sql", "db/revisions/a.sql"], read: () => "SELECT 1" };
  const { resources, diagnostics } = parseResources(sources, { root: "db", reader });
  expect(diagnostics).toEqual([]);
  const { graph, diagnostics: faults } = buildGraph(
    resources.filter((resource): resource is RevisionResource => resource.kind === "Revision"),
  );
  expect(faults).toEqual([]);
  if (graph === undefined) throw new Error("no graph");
  return graph;
}

const chain = {
  "a.yaml": document("a", `revises: [], upgrade: [ ${sql("A1")}, ${sql("A2")} ], verify: [ { name: two, query: SELECT 2, expect: 2 } ]`),
  "b.yaml": document("b", `revises: [ a ], upgrade: [ ${sql("B1")} ]`),
  "c.yaml": document("c", `revises: [ b ], upgrade: [ ${sql("C1")} ], verify: [ { query: SELECT 3, expect: 3 } ]`),
  "d.yaml": document("d", `revises: [ c ], upgrade: [ ${sql("D1")} ]`),
};

function squash(files: Readonly<Record<string, string>>, range: string, id = "s") {
  const squashed = squashRevisions(graphOf(files), { range, id }, style, chance);
  const gone = new Set(squashed.replaced.map(({ id: replaced }) => `${replaced}.yaml`));
  const left = Object.fromEntries(Object.entries(files).filter(([path]) => !gone.has(path)));
  return { ...squashed, after: { ...left, [`${id}.yaml`]: squashed.file.text } };
}
const texts = (revision: RevisionResource | undefined) =>
  revision?.upgrade.map(({ operation, args }) => (operation === "sql" ? args["text"] : `${operation} ${args["query"]}`));
const failure = (code: string) => expect.objectContaining({ code, exitCode: 3 });

/** What a database at `heads` still runs to come to `head`. */
function remaining(files: Readonly<Record<string, string>>, ...heads: string[]) {
  const graph = graphOf(files);
  const standing = standingOf(graph, { heads });
  const path = resolvePath(graph, standing, {
    destination: resolveTarget(graph, standing, "head", "document"),
    target: "head",
    walk: "upgrade",
  });
  return path.flatMap(({ revision, part }) =>
    (texts(revision) ?? []).filter((_text, index) => part === undefined || part.steps.includes(index)),
  );
}

describe("a squashed range", () => {
  const { after, file, replaced } = squash(chain, "a:c");
  it("is one revision with all steps, where a verification in the middle is asked in the middle", () => {
    const graph = graphOf(after);
    expect(replaced.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(texts(graph.get("s"))).toEqual(["A1", "A2", "assert SELECT 2", "B1", "C1"]);
    expect(graph.get("s")?.verify).toEqual([{ query: "SELECT 3", expect: 3 }]);
    expect(graph.parents("d")).toEqual(["s"]);
    expect(file.text).toContain('message: "Squash 3 revisions: Step a … Step c"\n');
  });
  it("leaves a database anywhere in it only what it has not run", () => {
    expect(remaining(after)).toEqual(["A1", "A2", "assert SELECT 2", "B1", "C1", "D1"]);
    expect(remaining(after, "a")).toEqual(["B1", "C1", "D1"]);
    expect(remaining(after, "b")).toEqual(["C1", "D1"]);
    expect(remaining(after, "c")).toEqual(["D1"]);
    expect(remaining(after, "d")).toEqual([]);
  });
  it("may be squashed again", () => {
    const again = squash(after, "s:d", "t").after;
    expect(Object.keys(again)).toEqual(["t.yaml"]);
    expect(remaining(again, "a")).toEqual(["B1", "C1", "assert SELECT 3", "D1"]);
    expect(remaining(again, "c")).toEqual(["assert SELECT 3", "D1"]);
    expect(remaining(again, "s")).toEqual(["D1"]);
    expect(remaining(again, "d")).toEqual([]);
  });
  it("may hold branches and their merge", () => {
    const diamond = {
      "a.yaml": document("a", `revises: [], upgrade: [ ${sql("A")} ]`),
      "b.yaml": document("b", `revises: [ a ], upgrade: [ ${sql("B")} ]`),
      "c.yaml": document("c", `revises: [ a ], upgrade: [ ${sql("C")} ]`),
      "m.yaml": document("m", "revises: [ b, c ]"),
    };
    const squashed = squash(diamond, "a:m").after;
    expect(remaining(squashed, "c")).toEqual(["B"]);
    expect(remaining(squashed, "b", "c")).toEqual([]);
    expect(remaining(squashed, "m")).toEqual([]);
  });
});

describe("what a revision says as a whole", () => {
  it("moves to its steps: a static condition and the way down", () => {
    const { after } = squash(
      {
        "a.yaml": document(
          "a",
          `revises: [], when: { environment: [ production ] }, upgrade: [ { sql: { text: A1 }, when: { dialect: sqlite } }, { sql: { text: A2 } } ], downgrade: [ { sql: { text: undo } } ]`,
        ),
        "b.yaml": document("b", "revises: [ a ], upgrade: []"),
      },
      "a:b",
    );
    const [first, second] = graphOf(after).get("s")?.upgrade ?? [];
    expect(first).toMatchObject({ when: { all: [{ environment: ["production"] }, { dialect: "sqlite" }] }, downgrade: [] });
    expect(second).toMatchObject({ when: { environment: ["production"] }, downgrade: [{ operation: "sql", args: { text: "undo" } }] });
  });
  it("keeps file references true where the new file lies elsewhere", () => {
    const files = {
      "old/a.yaml": document(
        "a",
        "revises: [], upgrade: [ { sql: { file: ../../sql/a.sql }, downgrade: [ { sql: { file: ../a.sql } } ] } ]",
      ),
      "b.yaml": document("b", "revises: [ a ]"),
    };
    const { text } = squashRevisions(graphOf(files), { range: "a:b" }, style, chance).file;
    expect(text).toContain("file: ../sql/a.sql\n");
    expect(text).toContain("file: a.sql\n");
  });
  it("keeps reasons why there is no way back, and tells step ids apart", () => {
    const files = {
      "a.yaml": document("a", "revises: [], irreversible: gone, upgrade: [ { id: fill, sql: { text: A } } ]"),
      "b.yaml": document("b", "revises: [ a ], upgrade: [ { id: fill, sql: { text: B }, downgrade: [] } ]"),
    };
    expect(graphOf(squash(files, "a:b").after).get("s")).toMatchObject({
      irreversible: "a: gone",
      upgrade: [{ id: "a-fill" }, { id: "b-fill" }],
    });
  });
  it.each([
    ["squash-live-condition", `when: { missing: { table: t } }, upgrade: [ ${sql("A")} ]`],
    ["squash-mixed", `phase: contract, upgrade: [ ${sql("A")} ]`],
    ["squash-mixed", `atomic: true, upgrade: [ ${sql("A")} ]`],
    ["squash-way-down", "upgrade: [ { sql: { text: A }, when: { dialect: sqlite } } ], downgrade: [ { sql: { text: undo } } ]"],
  ])("is refused as %s where steps cannot say it", (code, spec) => {
    expect(() => squash({ "a.yaml": document("a", `revises: [], ${spec}`), "b.yaml": document("b", "revises: [ a ]") }, "a:b")).toThrow(
      failure(code),
    );
  });
});

it.each([
  ["a", "squash-range"],
  ["a:", "squash-range"],
  ["a:a", "squash-range"],
  ["c:a", "squash-range"],
  ["x:c", "unknown-revision"],
])("the range %s is refused: %s", (range, code) => {
  expect(() => squash(chain, range)).toThrow(failure(code));
});
it("the last revision of a range may be called head", () => {
  const replaced = (range: string) => squashRevisions(graphOf(chain), { range }, style, chance).replaced.map(({ id }) => id);
  expect(replaced("a:head")).toEqual(replaced("a:d"));
});
it("what ends no range is not proposed again", () => {
  expect(() => squash(chain, "base:c")).toThrow("base names no revision of its own here");
});
it("a range that others grow out of is refused", () => {
  expect(() => squash({ ...chain, "x.yaml": document("x", "revises: [ b ]") }, "a:c")).toThrow(failure("squash-open-range"));
  expect(() => squash({ ...chain, "x.yaml": document("x", "revises: [ c ], dependsOn: [ b ]") }, "a:c")).toThrow(
    failure("squash-open-range"),
  );
});
