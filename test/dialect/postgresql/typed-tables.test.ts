import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { known } from "../../../src/model/model.ts";
import type { SchemaObject } from "../../../src/model/object.ts";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";
import { throughAnEmptyDatabase } from "./through-an-empty-database.ts";
import { differences, modelOf, sqlOf, Workbench } from "./workbench.ts";

const type = 'CREATE TYPE person AS (id bigint, name text COLLATE "C", born date)';
const table = "CREATE TABLE people OF person (PRIMARY KEY (id), name WITH OPTIONS NOT NULL DEFAULT 'nobody')";
const plain = "CREATE TABLE people (id bigint PRIMARY KEY, name text COLLATE \"C\" NOT NULL DEFAULT 'nobody', born date)";
const rows = "INSERT INTO people VALUES (1, 'Ada', '1815-12-10')";

describePostgres("typed tables", (server) => {
  test("are made from their documents as they were", async () => {
    const left = await throughAnEmptyDatabase(
      server,
      `${type}; ${table}; COMMENT ON COLUMN people.born IS 'as far as known';
       CREATE SCHEMA util; CREATE SCHEMA "Odd Schema";
       CREATE TYPE "Odd Schema"."My type" AS (at date, amount numeric(10, 2), whole person);
       CREATE TABLE util.parts OF "Odd Schema"."My type" (amount WITH OPTIONS CHECK (amount > 0)) PARTITION BY RANGE (at);
       CREATE TABLE util.part PARTITION OF util.parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
       CREATE TABLE heirs (more text) INHERITS (people)`,
    );
    expect(left).toEqual([]);
  });

  test.each([
    ["that were of no type", `${type}; ${plain}; ${rows}`, `${type}; ${table}`],
    ["of a type that comes", `${plain}; ${rows}`, `${type}; ${table}`],
    [
      "of another type",
      `${type}; ${table}; ${rows}`,
      `CREATE TYPE human AS (id bigint, name text COLLATE "C", born date, died date); CREATE TABLE people OF human (PRIMARY KEY (id), name WITH OPTIONS NOT NULL DEFAULT 'nobody')`,
    ],
    ["with an attribute more", `${type}; ${table}; ${rows}`, `${type}; ALTER TYPE person ADD ATTRIBUTE died date; ${table}`],
    [
      "with an attribute of another type",
      `${type}; ${table}; ${rows}`,
      `CREATE TYPE person AS (id bigint, name text COLLATE "C", born timestamp); ${table}`,
    ],
    [
      "with what a table has beside its type",
      `${type}; ${table}; ${rows}`,
      `${type}; CREATE TABLE people OF person; CREATE INDEX i ON people (born)`,
    ],
    ["that come with an attribute", type, `${type}; ALTER TYPE person ADD ATTRIBUTE died date; ${table}`],
    ["that go with their type", `${type}; ${table}; CREATE TABLE of_none (id integer)`, "CREATE TABLE of_none (id integer, n text)"],
    ["that come beside another", `${type}; ${table}`, `${type}; ${table}; CREATE TABLE others OF person`],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, from, to));

  test("follow renames of their own, of their columns and of their type", async () => {
    await using bench = await Workbench.open(server, `${type}; ${table}; ${rows}`);
    await using wanted = await Workbench.open(
      server,
      `CREATE TYPE human AS (id bigint, "full name" text COLLATE "C", born date, died date);
       CREATE TABLE humans OF human (CONSTRAINT people_pkey PRIMARY KEY (id), "full name" WITH OPTIONS CONSTRAINT people_name_not_null NOT NULL DEFAULT 'nobody')`,
    );
    const goal = modelOf(
      [...(await wanted.model()).objects()].map((object): SchemaObject => {
        if (object.kind === "table") return { ...object, renamedFrom: ["people"] };
        if (object.kind === "compositeType") return { ...object, renamedFrom: ["person"], labelsRenamedFrom: { "full name": ["name"] } };
        return object.kind === "column" && object.ref.name === "full name" ? { ...object, renamedFrom: ["name"] } : object;
      }),
    );
    await bench.carryOut(diff(goal, await bench.model()).changes);
    expect(differences(goal, await bench.model())).toEqual([]);
    expect(await bench.values(`SELECT "full name" FROM humans`)).toEqual(["Ada"]);
  });

  test("are refused where their columns stand otherwise than in the type, and where they would change alone", async () => {
    await using bench = await Workbench.open(server, `${type}; CREATE TABLE people (name text COLLATE "C", id bigint, born date)`);
    await using wanted = await Workbench.open(server, `${type}; CREATE TABLE people OF person`);
    await expect(bench.lower(diff(await wanted.model(), await bench.model()).changes)).rejects.toThrow(
      "people cannot be of type public.person: where the type has id bigint, the table has name text COLLATE C",
    );
    const live = await wanted.model();
    const column = known(live.get({ kind: "column", parent: { kind: "table", schema: "public", name: "people" }, name: "born" }));
    await expect(wanted.lower([{ kind: "object", before: column ?? null, after: null }])).rejects.toThrow(
      "PostgreSQL changes none of its columns alone",
    );
  });

  test("take their place at once where they come with their type", async () => {
    await using bench = await Workbench.open(server);
    await using wanted = await Workbench.open(server, `${type}; ${table}`);
    const statements = sqlOf(await bench.lower(diff(await wanted.model(), await bench.model()).changes));
    expect(statements.filter((sql) => sql.includes("TABLE")).map((sql) => sql.split("\n")[0])).toEqual([
      "CREATE TABLE public.people (",
      "ALTER TABLE public.people OF public.person",
    ]);
  });
});
