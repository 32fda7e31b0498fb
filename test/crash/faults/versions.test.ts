import { expect, test } from "vitest";
import { ask } from "../../server/ask.ts";
import { describePostgres } from "../../server/postgres.ts";
import { FaultProject, told } from "./project.ts";

interface Difference {
  readonly name: string;
  readonly since: number;
  readonly step: string;
  /** What the catalogue says of it where the server has it. */
  readonly seen: string;
}

const differences: readonly Difference[] = [
  {
    name: "NULLS NOT DISTINCT of an index",
    since: 15,
    step: "createIndex: { table: person, name: person_age, columns: [age], unique: true, nullsNotDistinct: true }",
    seen: "SELECT pg_get_indexdef('person_age'::regclass) LIKE '%NULLS NOT DISTINCT%'",
  },
  {
    name: "NULLS NOT DISTINCT of a unique constraint",
    since: 15,
    step: "addConstraint: { table: person, unique: { name: person_age_key, columns: [age], nullsNotDistinct: true } }",
    seen: "SELECT pg_get_constraintdef(oid) LIKE '%NULLS NOT DISTINCT%' FROM pg_constraint WHERE conname = 'person_age_key'",
  },
  {
    name: "a view that asks as its reader",
    since: 15,
    step: 'createView: { name: people, query: "SELECT id FROM person", options: { security_invoker: "true" } }',
    seen: "SELECT reloptions::text LIKE '%security_invoker=true%' FROM pg_class WHERE oid = 'people'::regclass",
  },
  {
    name: "a column computed when it is read",
    since: 18,
    step: 'addColumn: { table: person, column: { name: twice, type: integer, generated: { expression: "age * 2" } } }',
    seen: "SELECT attgenerated = 'v' FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'twice'",
  },
  {
    name: "NOT NULL of a column that holds rows",
    since: 14,
    step: "alterColumn: { table: person, column: age, nullable: false }",
    seen: "SELECT attnotnull FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'age'",
  },
  {
    name: "another expression of a stored column",
    since: 14,
    step: 'alterColumn: { table: person, column: next, generated: { expression: "age + 2", stored: true } }',
    seen: "SELECT bool_and(next = age + 2) FROM person",
  },
];

describePostgres("58: what the majors do differently", ({ major, database: open }) => {
  test.each(differences)(
    "$name (since $since): the same document is done right, or refused with the version",
    { timeout: 60_000 },
    async ({ since, step, seen }) => {
      await using database = await open();
      await ask(
        database.url,
        "CREATE TABLE person (id bigint PRIMARY KEY, age int, next int GENERATED ALWAYS AS (age + 1) STORED); INSERT INTO person SELECT i, i FROM generate_series(1, 20) i",
      );
      using project = new FaultProject({ url: database.url, policy: "{ destructive: allow }" });
      project.revision("r1", [], `upgrade:\n  - ${step}`);
      if (major >= since) {
        await project.exits(0, ["upgrade", "--yes"]);
        expect(await ask(database.url, seen)).toBe(true);
        await project.exits(0, ["downgrade", "base", "--yes"]);
      } else {
        const refused = await project.exits(3, ["upgrade", "--yes", "-o", "json"]);
        expect(told(refused)).toContain(`PostgreSQL ${since}`);
        expect(await ask(database.url, "SELECT count(*)::int FROM pg_attribute WHERE attrelid = 'person'::regclass AND attnum > 0")).toBe(
          3,
        );
      }
    },
  );
});
