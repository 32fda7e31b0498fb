import fc from "fast-check";
import { expect, test } from "vitest";
import { invert } from "../../src/change/invert.ts";
import { answersTo } from "../../src/diff/answers.ts";
import { diff } from "../../src/diff/diff.ts";
import { written } from "../../src/model/expression.ts";
import type { KeyOrder } from "../../src/model/constraint-body.ts";
import type { SchemaObject } from "../../src/model/object.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import { check, column, foreignKey, id, index, primaryKey, table, unique, view } from "../dialect/sqlite/objects.ts";
import { expectSame, t, Workbench } from "../dialect/sqlite/workbench.ts";
import { casesOf, patience } from "./proofs/cases.ts";
import { properties } from "./proofs/proofs.ts";

const tables = ["a", "b b", "order"] as const;
const names = ["x", "y z", "select"] as const;

const plainColumn = (of: string, name: string) =>
  fc.oneof(
    fc
      .record({
        type: fc.constantFrom("integer", "varchar(20)", "numeric(10,2)", "blob", "timestamptz"),
        collation: fc.constantFrom(null, "NOCASE"),
      })
      .map(({ type, collation }) => column(of, name, type, { collation })),
    fc
      .constantFrom("'it''s'", "0", "-1.5", "CURRENT_TIMESTAMP", "lower('A')", "true")
      .map((text) => column(of, name, "text", { nullable: false, default: written(text) })),
  );

const quoted = (name: string) => `"${name}"`;

/** How the one column of a unique constraint stands in its index, and what becomes of a row that does not fit. */
const keyOrder: fc.Arbitrary<KeyOrder> = fc.constantFrom(
  {},
  { onConflict: "ignore" as const },
  { onConflict: "replace" as const, descending: ["lone"] },
  { collations: { lone: "NOCASE" } },
);
const ordered = (object: SchemaObject, order: KeyOrder): SchemaObject =>
  object.kind === "unique" ? { ...object, body: { ...object.body, ...order } } : object;

/** A table that a module keeps, or none. */
const searched: fc.Arbitrary<readonly SchemaObject[]> = fc
  .constantFrom(null, ["body"], ["body", "note UNINDEXED"], ["body", "tokenize = 'porter ascii'"])
  .map((given) => (given === null ? [] : [table("search", { virtual: { module: "fts5", arguments: given } })]));

/** A table whose own constraints hold for any rows of it. */
const tableOf = (of: string, all: readonly string[]): fc.Arbitrary<readonly SchemaObject[]> =>
  fc
    .record({
      numbered: fc.constantFrom("byDefault", "always", "no"),
      columns: fc.subarray([...names]).chain((chosen) => fc.tuple(...chosen.map((name) => plainColumn(of, name)))),
      generated: fc.constantFrom("no", "stored", "virtual"),
      checked: fc.boolean(),
      lone: fc.boolean(),
      order: keyOrder,
      indexed: fc.constantFrom("no", "plain", "partial", "expression"),
      refers: fc.subarray([...all]),
      strict: fc.boolean(),
    })
    .map(({ numbered, columns, generated, checked, lone, indexed, refers, order }) => {
      const key = numbered === "no" ? [] : [id(of, numbered as "always"), primaryKey(of, "id")];
      const [first] = columns;
      const refs = numbered === "no" ? [] : refers;
      return [
        table(of),
        ...key,
        ...columns,
        ...(lone ? [column(of, "lone", "text"), ordered(unique(of, "lone"), order)] : [column(of, "filler", "text")]),
        ...(generated === "no" || first === undefined
          ? []
          : [
              column(of, "made", "text", {
                generated: { expression: written(`${quoted(first.ref.name)} || '!'`), stored: generated === "stored" },
              }),
            ]),
        ...(checked && first !== undefined
          ? [check(of, `${of} check`, `${quoted(first.ref.name)} IS NULL OR length(${quoted(first.ref.name)}) >= 0`)]
          : []),
        ...(indexed === "no" || first === undefined
          ? []
          : [
              index(
                of,
                `${of} i`,
                indexed === "expression" ? [] : [first.ref.name],
                indexed === "partial"
                  ? { where: written(`${quoted(first.ref.name)} IS NOT NULL`) }
                  : indexed === "expression"
                    ? {
                        keys: [
                          {
                            column: null,
                            expression: written(`upper(${quoted(first.ref.name)})`),
                            order: "desc",
                            nulls: null,
                            opclass: null,
                            collation: null,
                          },
                        ],
                      }
                    : {},
              ),
            ]),
        ...refs.flatMap((to) => [column(of, `ref ${to}`, "integer"), foreignKey(of, [`ref ${to}`], to, { onDelete: "cascade" })]),
      ];
    });

/** Some of the tables; a foreign key only to one that is there and numbered. */
const schema: fc.Arbitrary<SchemaModel> = fc
  .subarray([...tables], { minLength: 1 })
  .chain((chosen) => fc.tuple(...chosen.map((name) => tableOf(name, chosen))))
  .chain((found) => fc.record({ objects: fc.constant(found.flat()), viewed: fc.boolean(), search: searched }))
  .map(({ objects, viewed, search }) => {
    const numbered = new Set(objects.flatMap((object) => (object.kind === "primaryKey" ? [object.ref.parent?.name] : [])));
    const fitting = objects.filter((object) => object.kind !== "foreignKey" || numbered.has(object.body.references.table.name));
    const [first] = objects;
    const name = first?.ref.name ?? "";
    const views = viewed ? [view("v", `SELECT count(*) AS n FROM ${quoted(name)}`, t(name))] : [];
    return SchemaModel.of([
      ...fitting.filter(({ kind }) => kind !== "foreignKey"),
      ...fitting.filter(({ kind }) => kind === "foreignKey"),
      ...search,
      ...views,
    ]);
  });

const tablesOf = (model: SchemaModel) => [...model.objects()].flatMap((object) => (object.kind === "table" ? [object.ref] : []));

/** Three rows for each table, with a value in every column that is not for SQLite to give or a reference. */
async function fill(bench: Workbench, model: SchemaModel): Promise<void> {
  for (const ref of tablesOf(model)) {
    const columns =
      ref.name === "search"
        ? ["body"]
        : model
            .children(ref, "column")
            .flatMap((child) =>
              ["id", "made"].includes(child.ref.name) || child.ref.name.startsWith("ref ") ? [] : [quoted(child.ref.name)],
            );
    for (const n of [1, 2, 3])
      await bench.look.run(`INSERT INTO ${quoted(ref.name)} (${columns.join(", ")}) VALUES (${columns.map(() => `'${n}'`).join(", ")})`);
  }
}

const counts = async (bench: Workbench, names: readonly string[]) => {
  const found: unknown[] = [];
  for (const name of names)
    found.push(await bench.rows(`SELECT '${name}', count(*), group_concat(rowid ORDER BY rowid) FROM ${quoted(name)}`));
  return found;
};

/** What differs once the session has said which spellings are the same. */
async function changesTo(to: SchemaModel, bench: Workbench) {
  const live = await bench.model();
  const { questions } = diff(to, live);
  return diff(to, live, { answers: answersTo(questions, await bench.session.canonical.answer(questions, to)) }).changes;
}

test.each(casesOf(properties.reaches.proofs.sqlite))(
  "from any schema to any other and back: as said, nothing left to do, and no row lost: cases $cases",
  { timeout: patience },
  async ({ parameters }) => {
    await fc.assert(
      fc.asyncProperty(schema, schema, async (from, to) => {
        await using bench = await Workbench.open();
        await bench.execute(diff(from, await bench.model()).changes);
        await fill(bench, from);
        const kept = tablesOf(from)
          .map(({ name }) => name)
          .filter((name) => tablesOf(to).some((other) => other.name === name));
        const before = await counts(bench, kept);
        const changes = await changesTo(to, bench);
        await bench.execute(changes);
        await expectSame(await bench.model(), to, bench.session);
        expect(await changesTo(to, bench)).toEqual([]);
        expect(await counts(bench, kept)).toEqual(before);
        await bench.execute(invert(changes) ?? [], "r1", "down");
        await expectSame(await bench.model(), from, bench.session);
        expect(await counts(bench, kept)).toEqual(before);
        expect(await bench.rows("SELECT integrity_check FROM pragma_integrity_check")).toEqual(["ok"]);
      }),
      parameters,
    );
  },
);
