import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import type { ColumnSetting } from "../../../src/model/column-setting.ts";
import { written } from "../../../src/model/expression.ts";
import type { Model } from "../../../src/model/model.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { walk } from "../../operation/steps.ts";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";
import { differences, hazardsOf, modelOf, sqlOf, Workbench } from "./workbench.ts";

const whole = "CREATE TABLE e (id integer NOT NULL, note text DEFAULT 'theirs', big text) PARTITION BY RANGE (id)";
const part = "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (10)";
const rows = "INSERT INTO e VALUES (1, 'a', 'b'), (2, 'c', 'd')";
const plain = `${whole}; ${part}`;
const own = (how: string) => `${plain}; ALTER TABLE e1 ${how}`;
const heir = "CREATE TABLE e (id integer, note text DEFAULT 'theirs'); CREATE TABLE e1 (own integer) INHERITS (e)";
const view = "CREATE TABLE e (id integer, note text); CREATE VIEW v AS SELECT id, note FROM e";

describePostgres("columns that come from elsewhere", (server) => {
  test.each([
    ["a default of a partition", `${plain}; ${rows}`, own("ALTER note SET DEFAULT 'own'")],
    ["no default", `${plain}; ${rows}`, own("ALTER note DROP DEFAULT")],
    ["NOT NULL of a partition", `${plain}; ${rows}`, own("ALTER big SET NOT NULL")],
    [
      "tuning of a partition",
      `${plain}; ${rows}`,
      own("ALTER big SET STORAGE EXTERNAL, ALTER big SET STATISTICS 9, ALTER note SET (n_distinct = 5), ALTER note SET COMPRESSION pglz"),
    ],
    ["a comment", `${plain}; ${rows}`, `${plain}; COMMENT ON COLUMN e1.note IS 'it''s'`],
    [
      "a default that stays while that of the whole changes",
      `${own("ALTER note SET DEFAULT 'own'")}; ${rows}`,
      `${own("ALTER note SET DEFAULT 'own'")}; ALTER TABLE ONLY e ALTER note SET DEFAULT 'new'`,
    ],
    [
      "tuning that stays while that of the whole changes",
      `${own("ALTER big SET STORAGE EXTERNAL")}; ${rows}`,
      `${own("ALTER big SET STORAGE EXTERNAL")}; ALTER TABLE ONLY e ALTER big SET STORAGE MAIN, ALTER big SET STATISTICS 7`,
    ],
    [
      "a default that stays while the type changes",
      `CREATE TABLE e (id integer, n integer DEFAULT 1) PARTITION BY RANGE (id); ${part}; ALTER TABLE e1 ALTER n SET DEFAULT 7; INSERT INTO e VALUES (1)`,
      `CREATE TABLE e (id integer, n bigint DEFAULT 1) PARTITION BY RANGE (id); ${part}; ALTER TABLE e1 ALTER n SET DEFAULT 7`,
    ],
    [
      "no default and tuning of its own that stay while the type changes",
      `CREATE TABLE e (id integer, n text DEFAULT 'x') PARTITION BY RANGE (id); ${part}; ALTER TABLE e1 ALTER n DROP DEFAULT, ALTER n SET STORAGE MAIN, ALTER n SET COMPRESSION pglz, ALTER n SET STATISTICS 3; ALTER TABLE ONLY e ALTER n SET STATISTICS 9`,
      `CREATE TABLE e (id integer, n varchar(5) DEFAULT 'x') PARTITION BY RANGE (id); ${part}; ALTER TABLE e1 ALTER n DROP DEFAULT, ALTER n SET STORAGE MAIN, ALTER n SET COMPRESSION pglz, ALTER n SET STATISTICS 3; ALTER TABLE ONLY e ALTER n SET STATISTICS 9`,
    ],
    [
      "a default that stays while its enum is made anew",
      `CREATE TYPE mood AS ENUM ('a', 'b', 'c'); CREATE TABLE e (id integer, n mood DEFAULT 'a') PARTITION BY RANGE (id); ${part}; ALTER TABLE e1 ALTER n SET DEFAULT 'b'`,
      `CREATE TYPE mood AS ENUM ('b', 'a'); CREATE TABLE e (id integer, n mood DEFAULT 'a') PARTITION BY RANGE (id); ${part}; ALTER TABLE e1 ALTER n SET DEFAULT 'b'`,
    ],
    [
      "a default that stays while the whole begins to number itself",
      `CREATE TABLE e (id integer, n integer) PARTITION BY RANGE (id); ${part}; ALTER TABLE e1 ALTER n SET DEFAULT 7`,
      `CREATE TABLE e (id integer, n serial) PARTITION BY RANGE (id); ALTER TABLE e ALTER n DROP NOT NULL; ${part}; ALTER TABLE e1 ALTER n SET DEFAULT 7`,
    ],
    [
      "a default of a partition that its partitions have from it",
      `CREATE TABLE e (id integer, n integer DEFAULT 1) PARTITION BY RANGE (id); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (10) PARTITION BY RANGE (id); ALTER TABLE e1 ALTER n SET DEFAULT 7; CREATE TABLE e11 PARTITION OF e1 FOR VALUES FROM (1) TO (5)`,
      `CREATE TABLE e (id integer, n integer DEFAULT 2) PARTITION BY RANGE (id); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (10) PARTITION BY RANGE (id); ALTER TABLE e1 ALTER n SET DEFAULT 7; CREATE TABLE e11 PARTITION OF e1 FOR VALUES FROM (1) TO (5)`,
    ],
    [
      "a default of a column that an heir declares too",
      "CREATE TABLE e (id integer, n integer DEFAULT 1); CREATE TABLE e1 (n integer DEFAULT 2) INHERITS (e)",
      "CREATE TABLE e (id integer, n integer DEFAULT 9); CREATE TABLE e1 (n integer DEFAULT 2) INHERITS (e)",
    ],
    ["a partition of its own mind that comes", whole, own("ALTER note SET DEFAULT 'own', ALTER big SET STATISTICS 9")],
    [
      "a partition of its own mind that becomes a table",
      `${own("ALTER note SET DEFAULT 'own', ALTER big SET STATISTICS 9")}; ${rows}`,
      `${whole}; CREATE TABLE e1 (id integer NOT NULL, note text DEFAULT 'own', big text); ALTER TABLE e1 ALTER big SET STATISTICS 9`,
    ],
    [
      "a table of its own mind that becomes a partition",
      `${whole}; CREATE TABLE e1 (id integer NOT NULL, note text DEFAULT 'own', big text); ALTER TABLE e1 ALTER big SET STATISTICS 9; INSERT INTO e1 VALUES (1, 'a', 'b')`,
      own("ALTER note SET DEFAULT 'own', ALTER big SET STATISTICS 9, ALTER big SET NOT NULL; COMMENT ON COLUMN e1.big IS 'x'"),
    ],
    ["a default of a table that inherits", heir, `${heir}; ALTER TABLE e1 ALTER note SET DEFAULT 'own', ALTER id SET NOT NULL`],
    ["a default of a view", view, `${view}; ALTER VIEW v ALTER note SET DEFAULT 'from ' || current_user`],
    [
      "a default of a view that gets another query",
      `${view}; ALTER VIEW v ALTER note SET DEFAULT 'x'`,
      "CREATE TABLE e (id integer, note text); CREATE VIEW v AS SELECT id + 1 AS id, note FROM e; ALTER VIEW v ALTER note SET DEFAULT 'x'",
    ],
    [
      "tuning of a materialized view",
      "CREATE TABLE e (id integer, note text); CREATE MATERIALIZED VIEW v AS SELECT id, note FROM e",
      "CREATE TABLE e (id integer, note text); CREATE MATERIALIZED VIEW v AS SELECT id, note FROM e; ALTER MATERIALIZED VIEW v ALTER note SET STORAGE EXTERNAL, ALTER id SET STATISTICS 5",
    ],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, from, to));

  test("NOT NULL of a partition is proved beside the application", async () => {
    await using bench = await Workbench.open(server, `${plain}; ${rows}`);
    await using wanted = await Workbench.open(server, own("ALTER big SET NOT NULL"));
    const instructions = await bench.carryOut(diff(await wanted.model(), await bench.model()).changes);
    expect(hazardsOf(instructions)).not.toContain("longLock");
    expect(sqlOf(instructions)).toContainEqual(expect.stringMatching(/^ALTER TABLE public\.e1 VALIDATE CONSTRAINT/));
    expect(differences(await wanted.model(), await bench.model())).toEqual([]);
  });

  test("what a table has already is not touched when it becomes a partition", async () => {
    await using bench = await Workbench.open(
      server,
      `${whole}; CREATE TABLE e1 (id integer NOT NULL DEFAULT 3, note text DEFAULT 'own', big text NOT NULL); ALTER TABLE e1 ALTER big SET STATISTICS 9; INSERT INTO e1 VALUES (1, 'a', 'b')`,
    );
    await using wanted = await Workbench.open(
      server,
      own("ALTER id SET DEFAULT 3, ALTER note SET DEFAULT 'own', ALTER big SET NOT NULL, ALTER big SET STATISTICS 9"),
    );
    const changes = diff(await wanted.model(), await bench.model()).changes;
    expect(changes.length).toBe(1);
    expect(sqlOf(await bench.carryOut(changes)).filter((sql) => sql.includes(" ALTER COLUMN "))).toEqual([]);
    expect(differences(await wanted.model(), await bench.model())).toEqual([]);
  });

  test("what a partition has otherwise of a column that is dropped comes back with it", async () => {
    await using bench = await Workbench.open(
      server,
      `${whole}; ${part}; CREATE TABLE e2 PARTITION OF e FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id); CREATE TABLE e3 PARTITION OF e2 FOR VALUES FROM (10) TO (12); ALTER TABLE e1 ALTER note SET DEFAULT 'own', ALTER note SET STATISTICS 77; ALTER TABLE e3 ALTER note DROP DEFAULT, ALTER big SET STATISTICS 9`,
    );
    const before = SchemaModel.from(await bench.model());
    const [step] = walk([{ dropColumn: { table: "e", column: "note" } }], { before }).folded?.steps ?? [];
    await bench.carryOut(step?.changes ?? []);
    expect(await bench.values("SELECT count(*)::int FROM pg_attribute WHERE attname = 'note'")).toEqual([0]);
    await bench.carryOut(step?.inverse ?? []);
    expect(differences(before, await bench.model())).toEqual([]);
    expect(await bench.values("SELECT attstattarget::int FROM pg_attribute WHERE attrelid = 'e1'::regclass AND attname = 'note'")).toEqual([
      77,
    ]);
  });

  test("NOT NULL of a partition outlasts that of the whole", async () => {
    await using bench = await Workbench.open(
      server,
      `CREATE TABLE e (id integer NOT NULL, note text NOT NULL) PARTITION BY RANGE (id); ${part}; INSERT INTO e VALUES (1, 'a')`,
    );
    await using wanted = await Workbench.open(
      server,
      `${whole}; ${part}; ALTER TABLE e1 ALTER note SET NOT NULL; ALTER TABLE ONLY e ALTER note DROP DEFAULT; ALTER TABLE ONLY e1 ALTER note DROP DEFAULT; ALTER TABLE e DROP COLUMN big`,
    );
    const goal = await wanted.model();
    for (const instruction of await bench.lower(diff(goal, await bench.model()).changes)) await bench.execute(instruction);
    expect(diff(goal, await bench.model()).changes).toEqual([]);
    expect(
      await bench.values(
        "SELECT attnotnull FROM pg_attribute WHERE attname = 'note' AND attrelid IN ('e'::regclass, 'e1'::regclass) ORDER BY attrelid",
      ),
    ).toEqual([false, true]);
  });

  test.each<readonly [string, string, ColumnSetting]>([
    ["a default", "DEFAULT 'x'", { column: "note", default: written("'x'") }],
    ["none", "", { column: "note", default: null }],
    ["NOT NULL", "NOT NULL", { column: "note", nullable: false }],
    ["compression", "COMPRESSION pglz", { column: "note", tuning: { compression: "pglz" } }],
  ])("%s that is said and comes from the whole anyhow is no difference", async (_what, how, setting) => {
    await using bench = await Workbench.open(server, `CREATE TABLE e (id integer, note text ${how}) PARTITION BY RANGE (id); ${part}`);
    const live = await bench.model();
    const { changes } = diff(saying(setting, live), live);
    expect(changes).toEqual([]);
  });

  test("a default that the whole comes to share is no difference either", async () => {
    const of = (value: number) =>
      `CREATE TABLE e (id integer, n integer DEFAULT ${value}) PARTITION BY RANGE (id); ${part}; ALTER TABLE e1 ALTER n SET DEFAULT 7`;
    await using bench = await Workbench.open(server, of(1));
    await using wanted = await Workbench.open(server, of(7));
    const goal = saying({ column: "n", default: written("7") }, await wanted.model());
    await bench.carryOut(diff(goal, await bench.model()).changes);
    expect(diff(goal, await bench.model()).changes).toEqual([]);
    expect(await bench.values("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'e1'::regclass")).toEqual(["7"]);
  });
});

/** The model with that said at the partition. */
function saying(setting: ColumnSetting, model: Model): Model {
  return modelOf(
    [...model.objects()].map((object) =>
      object.kind === "table" && object.ref.name === "e1" ? { ...object, body: { ...object.body, columnSettings: [setting] } } : object,
    ),
  );
}
