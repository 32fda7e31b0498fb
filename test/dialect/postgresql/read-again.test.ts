import { expect, test } from "vitest";
import { readAgain } from "../../../src/dialect/postgresql/catalogue/read-again.ts";
import { describePostgres } from "../../server/postgres.ts";
import { throughAnEmptyDatabase } from "./through-an-empty-database.ts";

/** What the server prints of these is not what it was made of: read as it stands, it would print otherwise the second time. */
const fixture = `
  CREATE TABLE t (
    id bigint PRIMARY KEY, s varchar(9), c char(3), n name, x text, i integer, z numeric,
    kept text GENERATED ALWAYS AS (CASE WHEN s IN ('a', 'b') THEN 'yes' ELSE s END) STORED,
    CONSTRAINT one CHECK (s IN ('a', 'b')),
    CONSTRAINT two CHECK (s NOT IN ('c', 'it''s [x] "y"', E'back\\\\slash')),
    CONSTRAINT three CHECK (s LIKE ALL (ARRAY['a%'::varchar, 'b%'])),
    CONSTRAINT four CHECK (s = ANY (ARRAY['a', 'b']::varchar(3)[])),
    CONSTRAINT five CHECK (i IN (1, 2.5) AND z IN (1, 2) AND c IN ('a', 'b') AND n IN ('a', 'b')),
    CONSTRAINT six CHECK (s IN ('a', x) AND lower(s) IN ('a', upper(x))),
    CONSTRAINT seven CHECK (x <> 'ANY ((ARRAY[''a''::character varying])::text[])')
  );
  CREATE INDEX few ON t (x) WHERE s IN ('a', 'b');
  CREATE INDEX computed ON t ((s IN ('a', 'b')));
  CREATE VIEW w AS SELECT count(*) FILTER (WHERE s IN ('a', 'b')) FROM t WHERE s NOT IN ('c', 'd');
  CREATE POLICY mine ON t USING (s IN ('a', 'b'));
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.s IN ('a', 'b')) EXECUTE FUNCTION touch();
  CREATE RULE seen AS ON UPDATE TO t WHERE old.s IN ('a', 'b') DO ALSO NOTHING;
  CREATE DOMAIN short AS varchar(3) CHECK (VALUE IN ('a', 'b'));
  CREATE TABLE parts (s varchar) PARTITION BY LIST ((s IN ('a', 'b')));`;

describePostgres("an expression as the server prints it", (server) => {
  test("makes again what it was read from", async () => {
    expect(await throughAnEmptyDatabase(server, fixture)).toEqual([]);
  });
});

test("what stands in quotes is left as it is", () => {
  const quoted = `x <> 'ANY ((ARRAY[''a''::character varying])::text[])' AND "ANY ((ARRAY[1])::text[])"`;
  expect(readAgain(quoted)).toBe(quoted);
});
