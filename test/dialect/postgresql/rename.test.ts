import { expect, test } from "vitest";
import type { ObjectChange } from "../../../src/change/change.ts";
import { invertObjectChange } from "../../../src/change/invert.ts";
import { known } from "../../../src/model/model.ts";
import type { SchemaObject } from "../../../src/model/object.ts";
import { childRef, type ObjectRef } from "../../../src/model/ref.ts";
import { shareOn } from "../../seeded-share.ts";
import { describePostgres } from "../../server/postgres.ts";
import { sqlOf, users, Workbench } from "./workbench.ts";

const schema = `CREATE SCHEMA other; CREATE TYPE state AS ENUM ('a', 'b');
  CREATE TABLE users (id serial PRIMARY KEY, number bigint GENERATED ALWAYS AS IDENTITY, name text, state state, CONSTRAINT c CHECK (name <> ''), CONSTRAINT u UNIQUE (name));
  CREATE INDEX i ON users (name); CREATE SEQUENCE s; CREATE TABLE pets (owner integer REFERENCES users); CREATE VIEW v AS SELECT 1 AS a; INSERT INTO users (name) VALUES ('x')`;

const top = (kind: ObjectRef["kind"], name: string): ObjectRef => ({ kind, schema: "public", name });

/** What is renamed, to what; the statements it must take. */
const cases: readonly (readonly [what: string, from: ObjectRef, to: ObjectRef, statements: number])[] = [
  ["a table takes its sequences along", users, top("table", "people"), 3],
  ["a table moves to another schema", users, { ...users, schema: "other" }, 1],
  ["a column takes its sequence along", childRef("column", users, "id"), childRef("column", users, "key"), 2],
  ["a plain column", childRef("column", users, "name"), childRef("column", users, "full name"), 1],
  ["an index", childRef("index", users, "i"), childRef("index", users, "j"), 1],
  ["a check", childRef("check", users, "c"), childRef("check", users, "d"), 1],
  ["a unique key", childRef("unique", users, "u"), childRef("unique", users, "w"), 1],
  ["an enum", top("enum", "state"), top("enum", "Condition"), 1],
  ["a sequence", top("sequence", "s"), { kind: "sequence", schema: "other", name: "t" }, 2],
  ["a view", top("view", "v"), top("view", "w"), 1],
];

describePostgres("renaming", (server) => {
  test.each(shareOn(server, cases))("%s, and back", async (_what, from, to, statements) => {
    await using bench = await Workbench.open(server, schema, ["public", "other"]);
    const object = known((await bench.model()).get(from as never)) as unknown as SchemaObject;
    const change: ObjectChange = { kind: "object", before: object, after: { ...object, ref: to } as SchemaObject };
    const done = sqlOf(await bench.carryOut([change]));
    expect(done.filter((sql) => sql.startsWith("ALTER"))).toHaveLength(statements);
    expect((await bench.inspect()).unmanaged).toEqual([]);
    await bench.carryOut([invertObjectChange(change)]);
    expect((await bench.inspect()).unmanaged).toEqual([]);
  });

  test("a label", async () => {
    await using bench = await Workbench.open(server, `${schema}; UPDATE users SET state = 'a'`);
    const object = known((await bench.model()).get({ kind: "enum", schema: "public", name: "state" }));
    const change: ObjectChange = {
      kind: "object",
      before: object ?? null,
      after: { ...(object as SchemaObject), body: { values: ["first", "b"] } } as SchemaObject,
      via: { up: { labels: { a: "first" } }, down: { labels: { first: "a" } } },
    };
    expect(sqlOf(await bench.carryOut([change]))).toEqual(["ALTER TYPE public.state RENAME VALUE 'a' TO 'first'"]);
    await bench.carryOut([invertObjectChange(change)]);
    expect(await bench.values("SELECT state FROM users")).toEqual(["a"]);
  });

  test("a label that goes leaves its rows to another", async () => {
    await using bench = await Workbench.open(server, `${schema}; UPDATE users SET state = 'a'`);
    const object = known((await bench.model()).get({ kind: "enum", schema: "public", name: "state" }));
    await bench.carryOut([
      {
        kind: "object",
        before: object ?? null,
        after: { ...(object as SchemaObject), body: { values: ["b"] } } as SchemaObject,
        via: { up: { labels: { a: "b" } } },
      },
    ]);
    expect(await bench.values("SELECT state FROM users")).toEqual(["b"]);
  });

  test("a name and more at once", async () => {
    await using bench = await Workbench.open(server, schema);
    const model = await bench.model();
    const column = known(model.get({ ...childRef("column", users, "name"), kind: "column" }));
    if (column === undefined) throw new Error("no column");
    await bench.carryOut([
      {
        kind: "object",
        before: column,
        after: { ...column, ref: { ...column.ref, name: "title" }, body: { ...column.body, nullable: false }, comment: "why" },
      },
    ]);
    expect(known((await bench.model()).get({ ...childRef("column", users, "title"), kind: "column" }))).toMatchObject({
      comment: "why",
      body: { nullable: false },
    });
  });
});
