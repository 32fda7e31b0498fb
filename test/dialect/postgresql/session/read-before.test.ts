import { expect, test } from "vitest";
import type { Digest } from "../../../../src/core/digest.ts";
import { readCatalogue } from "../../../../src/dialect/postgresql/catalogue/inspect.ts";
import type { Query } from "../../../../src/dialect/postgresql/catalogue/query.ts";
import type { Inspection } from "../../../../src/port/session.ts";
import { ask } from "../../../server/ask.ts";
import { describeNewestPostgres } from "../../../server/postgres.ts";
import { Workbench } from "../workbench.ts";
import { connect } from "./session-fixture.ts";

/** Enough that every question about them has a long answer; one table more than what is changed. */
const schema = `
  CREATE TYPE mood AS ENUM ('glad', 'sad');
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  DO $$ BEGIN FOR n IN 1..30 LOOP
    EXECUTE format('CREATE TABLE t%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text NOT NULL DEFAULT ''x'', b integer CHECK (b > 0), c mood)', n);
    EXECUTE format('CREATE INDEX ON t%s (lower(a)) WHERE b > 1', n);
    EXECUTE format('CREATE VIEW v%s AS SELECT id, a FROM t%s', n, n);
    EXECUTE format('CREATE TRIGGER touch BEFORE UPDATE ON t%s FOR EACH ROW EXECUTE FUNCTION touch()', n);
    EXECUTE format('CREATE POLICY own ON t%s USING (b > %s)', n, n);
    EXECUTE format('CREATE FUNCTION f%s(n mood) RETURNS bigint LANGUAGE sql RETURN 1', n);
    EXECUTE format('COMMENT ON COLUMN t%s.a IS ''as its owner wrote it''', n);
    EXECUTE format('GRANT SELECT ON t%s TO PUBLIC', n);
  END LOOP; END $$`;

/** One of each question, and of what is asked by what another has answered. */
const hands = [
  "ALTER TABLE t7 ADD d text",
  "ALTER TABLE t7 ALTER a SET DEFAULT 'y'",
  "ALTER TABLE t8 RENAME TO u8",
  "ALTER TABLE t7 DROP CONSTRAINT t7_b_check",
  "ALTER TABLE t7 DISABLE TRIGGER touch",
  "ALTER TABLE t7 SET (fillfactor = 70)",
  "ALTER TABLE t7 ENABLE ROW LEVEL SECURITY",
  "ALTER POLICY own ON t7 USING (b > 70)",
  "ALTER SEQUENCE t7_id_seq INCREMENT 7",
  "ALTER INDEX t7_lower_idx RENAME TO other",
  "ALTER TYPE mood ADD VALUE 'odd'",
  "ALTER FUNCTION f7 STRICT",
  "CREATE OR REPLACE VIEW v7 AS SELECT id, a || 'x' AS a FROM t7",
  "COMMENT ON TABLE t7 IS 'other'",
  "COMMENT ON COLUMN t7.a IS 'other'",
  "COMMENT ON INDEX t7_pkey IS 'other'",
  "REVOKE SELECT ON t7 FROM PUBLIC",
  "GRANT SELECT (a) ON v7 TO PUBLIC",
  "GRANT CREATE ON SCHEMA public TO PUBLIC",
  "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
  "CREATE TABLE calling (id bigint DEFAULT f7('sad'))",
  "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)",
  'CREATE COLLATION plain FROM "C"',
  "CREATE STATISTICS s7 ON a, b FROM t7",
  "DROP VIEW v7",
];

const none: ReadonlySet<Digest> = new Set();
const request = { schemas: ["public"], ignore: [] };
const told = ({ model, unmanaged }: Inspection) => ({ objects: [...model.objects()], unmanaged });

describeNewestPostgres("a catalogue read where it is known what was answered before", (server) => {
  test("says the same when it is asked for, later as well", async () => {
    await using database = await server.database();
    await ask(database.url, schema);
    const session = await connect(database.url);
    const expected = told(await session.inspect(request));
    const first = await session.read?.(request, none);
    expect(told((await first?.inspection()) as Inspection)).toEqual(expected);
    const again = await session.read?.(request, first?.answers ?? none);
    expect(again?.answers).toEqual(first?.answers);
    await session.close();
    expect(told((await again?.inspection()) as Inspection)).toEqual(expected);
  });

  test("hears of every hand, whatever it was known for", async () => {
    await using database = await server.database();
    await ask(database.url, schema);
    const session = await connect(database.url);
    let before = (await session.read?.(request, none))?.answers ?? none;
    for (const hand of hands) {
      await ask(database.url, hand);
      const reading = await session.read?.(request, before);
      expect(reading?.answers, hand).not.toEqual(before);
      const whole = told(await session.inspect(request));
      expect(told((await reading?.inspection()) as Inspection), hand).toEqual(whole);
      const part = await session.read?.({ ...request, unmanaged: "leftOut" }, before);
      expect(told((await part?.inspection()) as Inspection), hand).toEqual({ ...whole, unmanaged: [] });
      before = reading?.answers ?? none;
    }
    await session.close();
  }, 120_000);

  test("fails where the server does, whichever question it was", async () => {
    await using bench = await Workbench.open(server, schema);
    const questions: string[] = [];
    const noting: Query = async (sql) => {
      questions.push(sql);
      return bench.query(sql);
    };
    const { answers } = await readCatalogue(noting, request, none);
    for (const refused of questions) {
      const query: Query = async (sql) => (sql === refused ? Promise.reject(new Error("refused")) : bench.query(sql));
      await expect(readCatalogue(query, request, answers), refused).rejects.toThrow("refused");
    }
  });
});
