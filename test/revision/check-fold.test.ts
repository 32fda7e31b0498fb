import { beforeAll, describe, expect, test } from "vitest";
import { sqlite } from "../../src/dialect/sqlite/index.ts";
import { postgresql } from "../../src/dialect/postgresql/index.ts";
import { parseResources } from "../../src/resource/parse-resources.ts";
import { placeIn } from "../../src/resource/position-of.ts";
import type { RevisionResource } from "../../src/resource/resource.ts";
import { buildGraph } from "../../src/revision/build-graph.ts";
import { checkFold } from "../../src/revision/check-fold.ts";
import { portableEnumsOf } from "../../src/revision/portable-enums.ts";

beforeAll(() => postgresql.grammar.ready());

/** Revisions by `id: parents`, each with its steps. */
type Sources = Readonly<Record<string, readonly string[]>>;

function found(sources: Sources, { grammar, kinds, refusals }: typeof sqlite = sqlite): string[] {
  const files = Object.entries(sources).map(([head, steps]) => {
    const [id = "", parents = "", dependsOn = ""] = head.split(/[:+]/).map((part) => part.trim());
    const text = `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: ${id} }\nspec:\n  revises: [${parents}]\n  dependsOn: [${dependsOn}]\n  upgrade:\n${steps.map((step) => `    - ${step}\n`).join("")}`;
    return { path: id, text };
  });
  const { resources, diagnostics } = parseResources(files);
  expect(diagnostics).toEqual([]);
  const revisions = resources as RevisionResource[];
  const { graph } = buildGraph(revisions, { isFaulty: (id) => id === "unread" });
  if (graph === undefined) throw new Error("no graph");
  const settings = {
    grammar,
    kinds,
    defaultSchema: grammar.defaultSchema,
    schemas: [grammar.defaultSchema],
    serverVersion: null,
    environment: null,
  };
  const context = { ...settings, placeIn, portableEnums: portableEnumsOf(revisions, settings) };
  return checkFold(graph, context, (object) => refusals?.(object) ?? []).map(
    ({ code, position }) => `${position?.file}:${position?.line} ${code}`,
  );
}

const hero =
  "createTable: { name: hero, columns: [ { name: id, type: integer }, { name: name, type: text } ], primaryKey: { columns: [id] } }";

describe.each([
  ["sqlite", sqlite],
  ["postgresql", postgresql],
] as const)("on %s", (_name, dialect) => {
  test("a parent whose file could not be read is passed over where branches are joined", () => {
    expect(found({ a: [hero], "b: a, unread": ["dropTable: { name: hero }"] }, dialect)).toEqual([]);
  });

  test("every step that cannot be what it says is told, not only the first", () => {
    const faults = found(
      {
        a: [hero, "addColumn: { table: heros, column: { name: power, type: integer } }", "dropColumn: { table: hero, column: gone }"],
        "b: a": [
          "renameColumn: { table: hero, from: name, to: id }",
          "addConstraint: { table: hero, unique: { columns: [nope] } }",
          "dropTable: { name: villain }",
        ],
        "c: b": [
          "createTable: { name: other, columns: [ { name: id, type: text } ], foreignKeys: [ { columns: [id], references: { table: squad, columns: [id] } } ] }",
          "createTable: { name: hero, columns: [] }",
        ],
      },
      dialect,
    );
    expect(faults).toEqual([
      "a:9 object-not-found",
      "a:10 object-not-found",
      "b:8 name-taken",
      "b:9 change-does-not-fit",
      "b:10 object-not-found",
      "c:8 change-does-not-fit",
      "c:9 exists-and-differs",
    ]);
  });

  test("what only follows from a step that was wrong is not told again", () => {
    const faults = {
      a: [hero, "addColumn: { table: heros, column: { name: power, type: integer } }"],
      "b: a": [
        "alterColumn: { table: heros, column: power, type: bigint }",
        "createTable: { name: squad, columns: [ { name: id, type: integer } ], foreignKeys: [ { columns: [id], references: { table: gone } } ] }",
      ],
      "c: b": [
        "addColumn: { table: squad, column: { name: x, type: integer } }",
        "dropTable: { name: squad }",
        "dropTable: { name: nobody }",
      ],
    };
    expect(found(faults, dialect)).toEqual(["a:9 object-not-found", "b:8 object-not-found", "b:9 no-primary-key", "c:10 object-not-found"]);
  });

  test("each branch stands on its own ancestors, and a merge on those of all its parents", () => {
    const forked = {
      a: [hero],
      "b: a": ["addColumn: { table: hero, column: { name: power, type: integer } }"],
      "c: a": ["addColumn: { table: hero, column: { name: power, type: text } }"],
    };
    expect(found(forked, dialect)).toEqual([]);
    expect(found({ ...forked, "d: b, c": ["dropColumn: { table: hero, column: power }"] }, dialect)).toEqual(["c:8 exists-and-differs"]);
    const elsewhere = ["dropColumn: { table: hero, column: power }"];
    expect(found({ a: forked.a, "b: a": forked["b: a"], "c: a": elsewhere }, dialect)).toEqual(["c:8 object-not-found"]);
    expect(found({ a: forked.a, "b: a": forked["b: a"], "c: a + b": elsewhere }, dialect)).toEqual([]);
  });

  test("behind plain SQL nothing is missing that no document made; in one revision it cannot be known", () => {
    const made = 'sql: { text: "CREATE TABLE other (id int)" }, downgrade: []';
    expect(
      found(
        { a: [`{ ${made} }`], "b: a": ["alterColumn: { table: other, column: id, nullable: false }", "dropTable: { name: what }"] },
        dialect,
      ),
    ).toEqual([]);
    expect(found({ a: [hero, `{ ${made} }`, "alterColumn: { table: other, column: id, nullable: false }"] }, dialect)).toEqual([
      "a:10 unknown-object",
    ]);
  });

  test("what is dropped by a piece of its entry is named by it", () => {
    const pieces = [
      "dropView: { name: v, comment: x }",
      "dropTable: { name: t, comment: x }",
      "dropIndex: { name: i, unique: true }",
      ...(dialect.name === "postgresql" ? ["dropEnum: { name: e, comment: x }", "dropOperatorClass: { name: c, method: hash }"] : []),
    ];
    const opaque = 'sql: { text: "CREATE TABLE other (id int)" }, downgrade: []';
    for (const piece of pieces) {
      expect(found({ a: [piece] }, dialect), piece).toEqual(["a:8 object-not-found"]);
      expect(found({ a: [`{ ${opaque} }`, piece] }, dialect), piece).toEqual([]);
    }
  });

  test("a condition that the database decides leaves in doubt what its step is about, and nothing else", () => {
    const asked = "{ dropColumn: { table: hero, column: name }, when: { query: SELECT 1, expect: 1 } }";
    const source = {
      a: [hero, asked],
      "b: a": ["addColumn: { table: hero, column: { name: name, type: integer } }", "dropColumn: { table: hero, column: gone }"],
    };
    expect(found(source, dialect)).toEqual(["b:9 object-not-found"]);
    expect(found({ a: [hero], "b: a": ["{ dropTable: { name: villain }, when: { exists: { table: villain } } }"] }, dialect)).toEqual([]);
  });

  test("a condition asks for everything that a name can be given", () => {
    const there = [
      "table: hero",
      `table: ${dialect.grammar.defaultSchema}.hero`,
      "table: hero, column: name",
      "table: hero, constraint: hero_pkey",
      "index: hero_name",
      "table: hero, index: hero_name",
      "view: heroes",
    ];
    const onServer = [
      "function: power(integer)",
      "function: power(int4)",
      "function: power",
      "procedure: rest()",
      "extension: citext",
      "domain: level",
      "compositeType: pair",
      "sequence: counter",
      "enum: state, value: new",
      "table: hero, trigger: touch",
      "table: hero, policy: own",
    ];
    const objects = [
      hero,
      "createIndex: { table: hero, name: hero_name, columns: [name] }",
      'createView: { name: heroes, query: "SELECT id FROM hero" }',
    ];
    const objectsOnServer = [
      "createExtension: { name: citext }",
      "createDomain: { name: level, type: integer }",
      "createCompositeType: { name: pair, attributes: [ { name: a, type: integer } ] }",
      "createSequence: { name: counter }",
      "createEnum: { name: state, values: [new] }",
      'createFunction: { signature: power(integer), sql: "CREATE FUNCTION power(integer) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$" }',
      'createFunction: { signature: touch(), sql: "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$" }',
      'createProcedure: { signature: rest(), sql: "CREATE PROCEDURE rest() LANGUAGE sql AS $$ SELECT 1 $$" }',
      'createTrigger: { table: hero, name: touch, sql: "CREATE TRIGGER touch BEFORE UPDATE ON hero FOR EACH ROW EXECUTE FUNCTION touch()" }',
      "createPolicy: { table: hero, name: own, command: select, using: 'true' }",
    ];
    const isServer = dialect.name === "postgresql";
    const asked = (presence: string, word: string) => `{ dropTable: { name: villain }, when: { ${word}: { ${presence} } } }`;
    const all = [...there, ...(isServer ? onServer : [])];
    const base = [...objects, ...(isServer ? objectsOnServer : [])];
    for (const [word, of] of [
      ["missing", all],
      ["exists", all.map((each) => each.replace(/(\w+)((?:\(.*\))?)$/, "$1x$2"))],
    ] as const)
      expect(found({ a: base, "b: a": of.map((each) => asked(each, word)) }, dialect)).toEqual([]);
    for (const each of all) expect(found({ a: base, "b: a": [asked(each, "exists")] }, dialect), each).toEqual(["b:8 object-not-found"]);
  });

  test("ways down are looked at too", () => {
    expect(
      found(
        {
          a: [
            `${hero}\n      downgrade:\n        - dropTable: { name: heros }`,
            "createTable: { name: squad, columns: [ { name: id, type: integer } ] }",
          ],
        },
        dialect,
      ),
    ).toEqual(["a:10 object-not-found"]);
  });
});

test("what SQLite cannot keep is told where it is asked for, once each, on SQLite alone", () => {
  const source = {
    a: [
      "createTable: { name: t, columns: [ { name: id, type: integer, identity: always }, { name: nr, type: integer, identity: always } ], primaryKey: { columns: [id] } }",
      "createTable: { name: u, columns: [ { name: id, type: integer } ], unique: [ { name: k, columns: [id], nullsNotDistinct: true } ], exclude: [ { name: e, elements: [ { column: id, with: '=' } ] } ] }",
      "createSequence: { name: s }",
      "createIndex: { table: u, name: i, columns: [id], method: hash }",
    ],
    "b: a": ["alterIndex: { name: i, unique: true }"],
  };
  expect(found(source)).toEqual([
    "a:8 identity-not-sole-key",
    "a:9 unsupported-by-dialect",
    "a:9 unsupported-by-dialect",
    "a:10 kind-unknown-to-dialect",
    "a:11 unsupported-by-dialect",
  ]);
  expect(found(source, postgresql)).toEqual([]);
});

test("PostgreSQL's parser tells of columns that a table does not have, where nothing may have made them", () => {
  const check = (expression: string) => `addConstraint: { table: hero, check: { name: c, expression: ${JSON.stringify(expression)} } }`;
  const told = (...steps: readonly string[]) => found({ a: [hero], "b: a": steps }, postgresql);
  expect(told(check("id > 0 AND nam <> ''"))).toEqual(["b:8 unknown-column"]);
  expect(told('createIndex: { table: hero, name: i, keys: [ { expression: "lower(nam)" } ], where: old IS NULL }')).toHaveLength(1);
  expect(
    told("addColumn: { table: hero, column: { name: big, type: text, generated: { expression: upper(nam), stored: true } } }"),
  ).toHaveLength(1);
  for (const known of [
    "id > 0 AND \"name\" <> ''",
    "hero IS NOT NULL",
    "tableoid > 0 AND hero.nam IS NULL",
    "num_nulls(VARIADIC ARRAY[id, 1]) = 0",
  ])
    expect(told(check(known)), known).toEqual([]);
  expect(told("addColumn: { table: hero, column: { name: nam, type: text } }", check("nam <> ''"))).toEqual([]);
  expect(told("renameColumn: { table: hero, from: name, to: nam }", check("nam <> ''"))).toEqual([]);
  expect(told(check("name <> ''"), "renameColumn: { table: hero, from: name, to: nam }")).toEqual([]);
  expect(told('sql: { text: "ALTER TABLE hero ADD nam text" }', check("nam <> ''"))).toEqual([]);
  expect(told("dropColumn: { table: hero, column: name }", check("name <> ''"))).toEqual(["b:9 unknown-column"]);
});
