import { describe, expect, test } from "vitest";
import { computePlan } from "../../src/reconcile/compute-plan.ts";
import { applyRequest, upgradeRequest } from "../../src/reconcile/request.ts";
import { allowLoss, describeProjects } from "./at-hand.ts";

const teams =
  '{ name: teams, columns: [ { name: id, type: integer, nullable: false }, { name: name, type: text, nullable: false }, { name: open, type: boolean, default: "true" } ], primaryKey: { columns: [id] } }';
const rows = (values: string, more = "") => `rows: [ { table: teams, key: [id], values: [ ${values} ]${more} } ]`;
const schema = (values: string, more = "") => `tables: [ ${teams} ], ${rows(values, more)}`;

describeProjects((at, { dialect }) => {
  const live = async () => (await at.beside.rows("SELECT id, name FROM teams ORDER BY id")).map((row) => [Number(row["id"]), row["name"]]);

  describe("in declarative mode", () => {
    test("rows come with their table, follow what is declared, and are left alone where they are so", async () => {
      at.project.schema(schema('{ id: 1, name: Core }, { id: 2, name: "it\'s", open: false }'));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await live()).toEqual([
        [1, "Core"],
        [2, "it's"],
      ]);
      const { plan } = await at.project.with((run) => computePlan(run, applyRequest("head")));
      expect(plan.difference).toEqual([]);
      at.project.schema(schema("{ id: 1, name: Kernel }, { id: 3, name: New, open: true }"));
      expect(await at.check()).toMatchObject({
        state: "pending",
        schemaAhead: [{ kind: "insertRows", name: expect.stringMatching(/teams$/) }, { kind: "upsertRows" }],
      });
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      // What is no longer declared stays, for that is what `extra` says.
      expect(await live()).toEqual([
        [1, "Kernel"],
        [2, "it's"],
        [3, "New"],
      ]);
    });

    test("what a hand did to a row is taken back by the next run", async () => {
      at.project.schema(schema("{ id: 1, name: Core }"));
      await at.go(applyRequest("head"));
      await at.beside.run("UPDATE teams SET name = 'core'");
      expect(await at.check()).toMatchObject({ state: "pending" });
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await live()).toEqual([[1, "Core"]]);
      await at.beside.run("DELETE FROM teams");
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await live()).toEqual([[1, "Core"]]);
    });

    test("rows that are not declared go where extra says delete, also all of them", async () => {
      at.project.schema(schema("{ id: 1, name: Core }, { id: 2, name: Web }", ", extra: delete"));
      await at.go(applyRequest("head"));
      await at.beside.run("INSERT INTO teams (id, name) VALUES (7, 'by hand')");
      at.project.schema(schema("{ id: 2, name: Web }", ", extra: delete"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await live()).toEqual([[2, "Web"]]);
      at.project.schema(schema("", ", extra: delete"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await live()).toEqual([]);
    });

    test("an absent value takes the default once and is not compared; NULL is compared; SQL is what a row is written with", async () => {
      at.project.schema(`tables: [ { name: t, columns: [ { name: code, type: text, nullable: false }, { name: a, type: integer, default: "5" }, { name: b, type: text }, { name: at, type: timestamptz } ], primaryKey: { columns: [code] } } ],
        rows: [ { table: t, key: [code], values: [ { code: x, b: { sql: "NULL" }, at: { sql: CURRENT_TIMESTAMP } } ] } ]`);
      await at.go(applyRequest("head"));
      const [first] = await at.beside.rows("SELECT a, b, at FROM t");
      expect(first).toMatchObject({ a: 5, b: null });
      await at.beside.run("UPDATE t SET a = 6");
      expect(await at.check()).toMatchObject({ state: "inSync" });
      await at.beside.run("UPDATE t SET b = ''");
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.beside.rows("SELECT a, b FROM t")).toEqual([{ a: 6, b: null }]);
    });

    test("rows that refer to each other come and go in the order of their foreign keys, and before a key that refers to them", async () => {
      const parent = "{ name: states, columns: [ { name: code, type: text, nullable: false } ], primaryKey: { columns: [code] } }";
      const child = (more: string) =>
        `{ name: orders, columns: [ { name: id, type: integer, nullable: false }, { name: state, type: text } ], primaryKey: { columns: [id] }${more} }`;
      const key = ", foreignKeys: [ { name: orders_state_fk, columns: [state], references: { table: states, columns: [code] } } ]";
      at.project.schema(
        `tables: [ ${child("")} ], rows: [ { table: orders, key: [id], values: [ { id: 1, state: new } ], extra: delete } ]`,
      );
      await at.go(applyRequest("head"));
      const both = (states: string, orders: string) =>
        `tables: [ ${child(key)}, ${parent} ], rows: [ { table: orders, key: [id], values: [ ${orders} ], extra: delete }, { table: states, key: [code], values: [ ${states} ], extra: delete } ]`;
      at.project.schema(both("{ code: new }", "{ id: 1, state: new }"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      at.project.schema(both("{ code: paid }, { code: sent }", "{ id: 1, state: sent }"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      at.project.schema(both("{ code: paid }", "{ id: 2, state: paid }"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.beside.rows("SELECT id, state FROM orders")).toEqual([{ id: 2, state: "paid" }]);
      expect(await at.beside.rows("SELECT code FROM states")).toEqual([{ code: "paid" }]);
    });

    test("rows of a table that is renamed, or that gains a column, keep what they have", async () => {
      at.project.schema(schema("{ id: 1, name: Core }"));
      await at.go(applyRequest("head"));
      at.project.schema(
        `tables: [ ${teams.replace("name: teams", "name: groups, renamedFrom: [teams]").replace("{ name: open", "{ name: size, type: integer }, { name: open")} ], rows: [ { table: groups, key: [id], values: [ { id: 1, name: Core, size: 4 }, { id: 2, name: Web, size: 5 } ] } ]`,
      );
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect((await at.beside.rows("SELECT id, name, size FROM groups ORDER BY id")).map(Object.values)).toEqual([
        [1, "Core", 4],
        [2, "Web", 5],
      ]);
    });

    test("rows of tables that the revisions on the way touch are compared when those have run", async () => {
      at.project.database = "mode: declarative";
      at.project.revision(
        "a",
        null,
        `upgrade: [ { createTable: ${teams} }, { insertRows: { table: teams, rows: [ { id: 1, name: old } ] } } ]`,
      );
      at.project.schema(schema("{ id: 1, name: Core }, { id: 2, name: Web }"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await live()).toEqual([
        [1, "Core"],
        [2, "Web"],
      ]);
    });

    test("100,000 rows converge", { timeout: 300_000 }, async () => {
      const declared = (name: string) => Array.from({ length: 100_000 }, (_, n) => `{ id: ${n}, name: ${name}${n} }`).join(", ");
      at.project.schema(schema(declared("a"), ", extra: delete"));
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.count("teams")).toBe(100_000);
      await at.beside.run("UPDATE teams SET name = 'x' WHERE id = 77777");
      await at.beside.run("INSERT INTO teams (id, name) VALUES (100001, 'more')");
      const { plan } = await at.project.with((run) => computePlan(run, applyRequest("head")));
      expect(plan.difference.flatMap(({ instructions }) => instructions.flatMap(({ effects }) => effects)).length).toBe(2);
      expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
      expect(await at.beside.rows("SELECT name FROM teams WHERE id >= 77777 AND name NOT LIKE 'a%'")).toEqual([]);
    });
  });

  test("in versioned mode the Schema is ahead until a revision writes the rows", async () => {
    at.project.revision("a", null, `upgrade: [ { createTable: ${teams} } ]`);
    at.project.schema(schema("{ id: 1, name: Core }"));
    expect(await at.reasons(upgradeRequest("head"))).toEqual(["InSync", 0]);
    expect(await at.reasons(applyRequest("head"))).toEqual(["SchemaAhead", 2]);
    at.project.revision("b", "a", "upgrade: [ { insertRows: { table: teams, rows: [ { id: 1, name: Core } ] } } ]");
    expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
  });

  const faults: Readonly<Record<string, [string, RegExp]>> = {
    "a table that is not declared": [
      "rows: [ { table: nowhere, key: [id], values: [] } ]",
      /table .*nowhere are declared, and the table is not/,
    ],
    "a column that is not there": [schema("{ id: 1, nmae: Core }"), /has no column nmae/],
    "a key that is none": [schema("{ id: 1, name: Core }").replace("key: [id]", "key: [name]"), /\(name\) is neither the primary key/],
    "a row without its key": [schema("{ name: Core }"), /no plain value for id/],
    "a row twice": [schema("{ id: 1, name: a }, { id: 1, name: b }"), /id 1 stands here a second time, first as number 1/],
    "a table's rows twice": [
      `tables: [ ${teams} ], rows: [ { table: teams, key: [id], values: [] }, { table: teams, key: [id], values: [] } ]`,
      /declared twice/,
    ],
  };
  test.each(Object.entries(faults))("%s is refused before anything runs", async (_, [spec, message]) => {
    at.project.schema(spec);
    await expect(at.go(applyRequest("head", allowLoss))).rejects.toThrow(message);
    expect(await at.beside.tables()).toEqual([]);
  });

  test.skipIf(dialect.name === "sqlite")(
    "a value that its column does not take is refused with its place, and nothing has changed",
    async () => {
      at.project.schema(schema("{ id: 1, name: Core }"));
      await at.go(applyRequest("head"));
      at.project.schema(schema("{ id: one, name: Core }"));
      await expect(at.go(applyRequest("head"))).rejects.toMatchObject({
        diagnostics: [
          {
            code: "value-not-of-type",
            message: expect.stringMatching(/"one" is no \w+, which column id of public.teams is/),
            position: { file: expect.any(String) },
          },
        ],
      });
      expect(await live()).toEqual([[1, "Core"]]);
      // Of other types only the server can tell.
      const spans = (span: string) =>
        `tables: [ { name: spans, columns: [ { name: id, type: bigint }, { name: span, type: interval } ], primaryKey: { columns: [id] } } ], rows: [ { table: spans, key: [id], values: [ { id: 1, span: ${span} } ] } ]`;
      at.project.schema(spans("1 day"));
      await at.go(applyRequest("head", allowLoss));
      at.project.schema(spans("soon"));
      await expect(at.go(applyRequest("head"))).rejects.toMatchObject({
        code: "value-not-of-type",
        message: expect.stringContaining("soon"),
      });
    },
  );

  test.skipIf(dialect.name === "sqlite")("values of every type are found again as they were written", async () => {
    const types: Readonly<Record<string, readonly [type: string, value: string]>> = {
      bi: ["bigint", '"9223372036854775807"'],
      nu: ["numeric(10,2)", "1.5"],
      nx: ["numeric", '"1.0"'],
      re: ["real", "0.1"],
      dp: ["double precision", "1.5"],
      vc: ["varchar(20)", '"a\\\\b\'c"'],
      ch: ["char(5)", "ab"],
      da: ["date", '"2024-01-31"'],
      ti: ["time", '"12:30:00"'],
      ts: ["timestamp", '"2024-01-31 12:00"'],
      tz: ["timestamptz", '"2024-01-31T12:00:00+02:00"'],
      uu: ["uuid", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"],
      js: ["json", '{ json: { b: [1, null], a: "x" } }'],
      jb: ["jsonb", "{ json: { b: 2, a: 1 } }"],
      by: ["bytea", '{ base64: "3q2+7w==" }'],
      bo: ["boolean", "true"],
      ar: ["integer[]", '"{1, 2}"'],
      iv: ["interval", '"90 minutes"'],
      ip: ["inet", "10.0.0.1"],
      po: ["point", '"(1,2)"'],
      xm: ["xml", "<a/>"],
    };
    const columns = Object.entries(types).map(([name, [type]]) => `{ name: ${name}, type: "${type}" }`);
    const values = Object.entries(types).map(([name, [, value]]) => `${name}: ${value}`);
    at.project.schema(
      `tables: [ { name: t, columns: [ { name: id, type: bigint, identity: always }, ${columns.join(", ")} ], primaryKey: { columns: [id] } } ], rows: [ { table: t, key: [id], values: [ { id: 7, ${values.join(", ")} } ] } ]`,
    );
    expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
    expect(await at.check()).toMatchObject({ state: "inSync" });
    // Rows with numbers of their own leave the sequence behind them.
    expect(await at.beside.rows("INSERT INTO t DEFAULT VALUES RETURNING id")).toEqual([{ id: "8" }]);
    await at.beside.run("UPDATE t SET js = '{}' WHERE id = 7");
    expect(await at.reasons(applyRequest("head"))).toEqual(["InSync", 0]);
    expect(await at.check()).toMatchObject({ state: "inSync" });
  });
});
