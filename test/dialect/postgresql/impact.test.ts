import { beforeAll, describe, expect, test } from "vitest";
import { grammar } from "../../../src/dialect/postgresql/grammar.ts";
import { lowering } from "../../../src/dialect/postgresql/lower/lowering.ts";
import type { Instruction, LockMode } from "../../../src/instruction/instruction.ts";
import { lockModes } from "../../../src/instruction/instruction.ts";
import { offlineFacts } from "../../../src/plan/asked-facts.ts";
import { planHazards } from "../../../src/plan/gate/plan-hazards.ts";
import { groupStages } from "../../../src/plan/stage.ts";
import { statementsOf } from "../../../src/plan/statements.ts";
import { describePostgres } from "../../server/postgres.ts";
import { Workbench } from "./workbench.ts";

const schema = `
  CREATE TYPE colour AS ENUM ('red', 'blue');
  CREATE TABLE teams (id integer PRIMARY KEY, name text);
  CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, age integer, nick varchar(10), team integer, checked integer CONSTRAINT proved CHECK (checked IS NOT NULL));
  CREATE INDEX users_age ON users (age);
  CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE old (at date NOT NULL);
  CREATE VIEW names AS SELECT id, email FROM users;
  CREATE MATERIALIZED VIEW ages AS SELECT age, count(*) AS n FROM users GROUP BY age; CREATE UNIQUE INDEX ages_age ON ages (age);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE SEQUENCE numbers;
  INSERT INTO teams SELECT i, 'x' FROM generate_series(1, 3) i;
  INSERT INTO users SELECT i, i::text, i, i::text, 1, 1 FROM generate_series(1, 20) i;`;

const opaque = (sql: string) => ({ kind: "opaque", id: "s", sql, transaction: true }) as const;

const hazardsOf = (instructions: readonly Instruction[]): readonly string[] =>
  planHazards({ walks: [], difference: groupStages(instructions, { revision: null, direction: "up", atomic: "no" }) }).map(
    ({ hazard }) => hazard.kind,
  );

type Found = Readonly<Record<string, LockMode>>;

/** The strongest mode of each relation, without those that keep nobody out but DROP and its like. */
function strongest(locks: readonly (readonly [table: string, mode: LockMode])[]): Found {
  const found: Record<string, LockMode> = {};
  for (const [table, mode] of locks) {
    const before = found[table];
    if (mode !== "accessShare" && mode !== "rowShare" && (before === undefined || lockModes.indexOf(mode) > lockModes.indexOf(before)))
      found[table] = mode;
  }
  return Object.fromEntries(Object.entries(found).sort());
}

const said = (instructions: readonly Instruction[]): Found =>
  strongest(instructions.flatMap(statementsOf).flatMap(({ locks }) => locks.map(({ table, mode }) => [table.name, mode] as const)));

/** What the transaction holds after the statement has run, of what was there before it. */
async function held(bench: Workbench, sql: string): Promise<Found> {
  await bench.client.query("BEGIN");
  try {
    const before = await bench.client.query<{ oid: string; name: string }>(
      "SELECT oid::text, relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm', 'v', 'S')",
    );
    const names = new Map(before.rows.map(({ oid, name }) => [oid, name]));
    await bench.client.query(sql);
    const { rows } = await bench.client.query<{ oid: string; mode: string }>(
      "SELECT relation::text AS oid, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'",
    );
    return strongest(
      rows.flatMap(({ oid, mode }) =>
        names.has(oid)
          ? [[names.get(oid) as string, `${mode.charAt(0).toLowerCase()}${mode.slice(1).replace(/Lock$/, "")}` as LockMode] as const]
          : [],
      ),
    );
  } finally {
    await bench.client.query("ROLLBACK");
  }
}

/** What a person may write, and the hazards of it. */
type Case = readonly [sql: string, hazards: readonly string[], since?: number];
const statements: readonly Case[] = [
  ["CREATE INDEX i ON users (email)", ["indexBuild", "longLock"]],
  ["DROP INDEX users_age", []],
  ["REINDEX TABLE users", ["indexBuild", "longLock"]],
  ["CLUSTER users USING users_age", ["tableRewrite", "longLock"]],
  ["LOCK TABLE users", ["longLock"]],
  ["LOCK TABLE users IN SHARE MODE", ["longLock"]],
  ["LOCK TABLE users IN ROW EXCLUSIVE MODE", []],
  ["TRUNCATE old", ["dataLoss"]],
  ["DROP TABLE old", ["dataLoss", "incompatibleWithRunningApp"]],
  ["DROP VIEW names", ["incompatibleWithRunningApp"]],
  ["DROP TRIGGER touched ON users", []],
  ["UPDATE users SET age = 1", ["longLock"]],
  ["UPDATE users SET age = 1 WHERE id = 1", []],
  ["DELETE FROM old", ["dataLoss", "longLock"]],
  ["WITH gone AS (DELETE FROM old RETURNING at) SELECT count(*) FROM gone", ["dataLoss", "longLock"]],
  ["INSERT INTO old VALUES ('2026-01-01')", []],
  ["MERGE INTO teams t USING old o ON false WHEN NOT MATCHED THEN DO NOTHING", [], 15],
  ["REFRESH MATERIALIZED VIEW ages", ["tableRewrite", "longLock"]],
  ["REFRESH MATERIALIZED VIEW CONCURRENTLY ages", []],
  ["ALTER TABLE users ADD COLUMN a integer", []],
  ["ALTER TABLE users ADD COLUMN a integer NOT NULL DEFAULT 3", []],
  ["ALTER TABLE users ADD COLUMN a timestamptz DEFAULT now()", []],
  ["ALTER TABLE users ADD COLUMN a uuid DEFAULT gen_random_uuid()", ["tableRewrite", "longLock"]],
  ["ALTER TABLE users ADD COLUMN a serial", ["tableRewrite", "longLock"]],
  ["ALTER TABLE users ADD COLUMN a integer GENERATED ALWAYS AS IDENTITY", ["tableRewrite", "longLock"]],
  ["ALTER TABLE users ADD COLUMN a integer GENERATED ALWAYS AS (age + 1) STORED", ["tableRewrite", "longLock"]],
  ["ALTER TABLE users ADD COLUMN a integer GENERATED ALWAYS AS (age + 1) VIRTUAL", [], 18],
  ["ALTER TABLE users ADD COLUMN a integer UNIQUE", ["indexBuild", "longLock"]],
  ["ALTER TABLE users ADD COLUMN a integer REFERENCES teams", []],
  ["ALTER TABLE users ADD COLUMN a integer DEFAULT 1 REFERENCES teams", ["constraintScan", "longLock", "longLock"]],
  ["ALTER TABLE users DROP COLUMN nick", ["dataLoss", "incompatibleWithRunningApp"]],
  ["ALTER TABLE users ALTER team TYPE bigint", ["dataLoss", "tableRewrite", "longLock"]],
  ["ALTER TABLE users ALTER nick TYPE text", []],
  ["ALTER TABLE users ALTER nick TYPE text USING nick || ''", ["dataLoss", "tableRewrite", "longLock"]],
  ["ALTER TABLE users ALTER age SET NOT NULL", ["incompatibleWithRunningApp", "constraintScan", "longLock"]],
  ["ALTER TABLE users ALTER checked SET NOT NULL", ["incompatibleWithRunningApp"]],
  ["ALTER TABLE users ALTER email DROP NOT NULL", []],
  ["ALTER TABLE users ALTER age SET DEFAULT 3", []],
  ["ALTER TABLE users ALTER age SET STATISTICS 500", []],
  ["ALTER TABLE users SET (fillfactor = 70)", []],
  ["ALTER TABLE users SET UNLOGGED", ["tableRewrite", "longLock"]],
  ["ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0)", ["constraintScan", "longLock"]],
  ["ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID", []],
  ["ALTER TABLE users ADD CONSTRAINT c UNIQUE (email)", ["indexBuild", "longLock"]],
  ["ALTER TABLE users ADD CONSTRAINT c EXCLUDE (age WITH =)", ["indexBuild", "longLock"]],
  ["ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team) REFERENCES teams", ["constraintScan", "longLock", "longLock"]],
  ["ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team) REFERENCES teams NOT VALID", []],
  ["ALTER TABLE users ADD CONSTRAINT n NOT NULL age NOT VALID", ["incompatibleWithRunningApp"], 18],
  ["ALTER TABLE users DROP CONSTRAINT users_pkey", []],
  ["ALTER TABLE users DISABLE TRIGGER touched", []],
  ["ALTER TABLE users ENABLE ROW LEVEL SECURITY", ["privilegeChange"]],
  ["ALTER TABLE users RENAME TO people", ["incompatibleWithRunningApp"]],
  ["ALTER TABLE users RENAME COLUMN age TO years", ["incompatibleWithRunningApp"]],
  ["ALTER TABLE users RENAME CONSTRAINT proved TO known", []],
  ["ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')", ["constraintScan", "longLock"]],
  ["CREATE TABLE more PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')", []],
  ["CREATE TABLE child (a integer REFERENCES teams, b integer) INHERITS (users)", []],
  ["CREATE TABLE copied AS SELECT * FROM users", []],
  ["CREATE TRIGGER t BEFORE UPDATE ON teams FOR EACH ROW EXECUTE FUNCTION touch()", []],
  ["CREATE RULE r AS ON DELETE TO users DO INSTEAD NOTHING", []],
  ["CREATE POLICY p ON users USING (true)", ["privilegeChange"]],
  ["CREATE STATISTICS st ON age, team FROM users", []],
  ["CREATE OR REPLACE VIEW names AS SELECT id, email FROM users", []],
  ["COMMENT ON TABLE users IS 'x'", []],
  ["ALTER SEQUENCE numbers INCREMENT BY 2", []],
  ["ANALYZE users", []],
  ["ALTER TYPE colour RENAME VALUE 'red' TO 'crimson'", ["incompatibleWithRunningApp"]],
  ["GRANT SELECT ON users TO PUBLIC", ["privilegeChange"]],
  ["DO 'BEGIN PERFORM 1; END'", ["unknown"]],
];

describePostgres("SQL as written", (server) => {
  describe("takes the locks that the plan says, with these hazards", () => {
    let bench: Workbench;
    let lower: (sql: string) => readonly Instruction[];
    beforeAll(async () => {
      await grammar.ready();
      bench = await Workbench.open(server, schema);
      const model = await bench.model();
      lower = (sql) =>
        lowering.lower([opaque(sql)], {
          model,
          facts: offlineFacts(server.major * 10000),
          direction: "up",
          project: "test",
          revision: "r1",
          atomic: "no",
          searchPath: ["public"],
        });
      return () => bench[Symbol.asyncDispose]();
    });

    test.each(statements.filter(([, , since = 14]) => server.major >= since).map(([sql, hazards]) => ({ sql, hazards })))(
      "$sql",
      async ({ sql, hazards }) => {
        const instructions = lower(sql);
        expect(hazardsOf(instructions)).toEqual(hazards);
        expect(said(instructions)).toEqual(await held(bench, sql));
      },
    );

    test.each([
      ["CREATE INDEX CONCURRENTLY i ON users (email)", ["indexBuild"], { users: "shareUpdateExclusive" }],
      ["REINDEX TABLE CONCURRENTLY users", ["indexBuild"], { users: "shareUpdateExclusive" }],
      ["DROP INDEX CONCURRENTLY users_age", [], { users: "shareUpdateExclusive" }],
      ["VACUUM users", [], { users: "shareUpdateExclusive" }],
      ["VACUUM (FULL false) users", [], { users: "shareUpdateExclusive" }],
      ["VACUUM FULL users", ["tableRewrite", "longLock"], { users: "accessExclusive" }],
      ["VACUUM FULL", ["tableRewrite", "longLock"], {}],
      ["CLUSTER", ["tableRewrite", "longLock"], {}],
      ["REINDEX INDEX users_age", ["indexBuild", "longLock"], { users: "share" }],
      ["SELECT cleanup(1)", ["unknown"], {}],
      ["CALL cleanup()", ["unknown"], {}],
      ["SELECT pg_catalog.set_config('a.b', lower('C'), true), count(*), nextval('numbers')", [], {}],
    ])("%s, by its text", (sql, hazards, locks) => {
      const instructions = lower(sql);
      expect(hazardsOf(instructions)).toEqual(hazards);
      expect(said(instructions)).toEqual(locks);
    });
  });

  test("is no hazard to what these changes have made", async () => {
    await grammar.ready();
    await using bench = await Workbench.open(server, schema);
    const made =
      "CREATE TABLE fresh (id integer); INSERT INTO fresh SELECT generate_series(1, 9); CREATE INDEX i ON fresh (id); ALTER TABLE fresh ALTER id TYPE bigint; DELETE FROM fresh; ALTER TABLE fresh RENAME TO named; DROP TABLE named";
    expect(hazardsOf(await bench.lower([opaque(made)]))).toEqual([]);
    expect(
      hazardsOf(await bench.lower([opaque("CREATE TABLE IF NOT EXISTS users (id integer); CREATE INDEX i ON users (email)")])),
    ).toEqual(["indexBuild", "longLock"]);
    expect(hazardsOf(await bench.lower([opaque("CREATE TABLE fresh (id integer)"), { ...opaque("DROP TABLE fresh"), id: "t" }]))).toEqual(
      [],
    );
  });

  test("holds its locks while the rest of its transaction runs", async () => {
    await grammar.ready();
    await using bench = await Workbench.open(server, schema);
    const backfilled = await bench.lower([opaque("ALTER TABLE users ADD COLUMN a integer; UPDATE users SET a = age WHERE a IS NULL")]);
    expect(
      planHazards({ walks: [], difference: groupStages(backfilled, { revision: null, direction: "up", atomic: "no" }) }).map(
        ({ hazard }) => hazard.message,
      ),
    ).toEqual(["public.users: nobody can use it until this is done, for what came before has locked it"]);
    expect(hazardsOf(await bench.lower([opaque("ALTER TABLE users ADD COLUMN a integer; INSERT INTO teams VALUES (9, 'x')")]))).toEqual([]);
  });
});
