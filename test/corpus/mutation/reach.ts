import { columns, functions, tables, views } from "./candidates.ts";

/** What happens to views, functions and types, and to what reaches through them. */
export const reachMutations: readonly string[] = [
  `SELECT format('CREATE VIEW new_$n AS SELECT * FROM %s', t.name) FROM ${tables}`,
  `SELECT format('CREATE VIEW new_$n AS SELECT v.*, 1 AS one FROM %s v', v.name) FROM ${views}`,
  `SELECT format('CREATE VIEW new_$n AS SELECT %I AS a, count(*) AS n FROM %s GROUP BY 1; CREATE VIEW new_$n_b WITH (security_barrier) AS SELECT n FROM new_$n', a.attname, t.name) FROM ${columns} WHERE a.type IN ('integer', 'text')`,
  `SELECT format('CREATE MATERIALIZED VIEW new_$n AS SELECT %I AS a FROM %s; CREATE INDEX ON new_$n (a)', a.attname, t.name) FROM ${columns} WHERE a.type IN ('integer', 'text')`,
  `SELECT format('DROP %s %s CASCADE', CASE v.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, v.name) FROM ${views}`,
  `SELECT format('CREATE FUNCTION new_$n(a integer DEFAULT 1) RETURNS bigint LANGUAGE sql STABLE AS ''SELECT count(*) + a FROM %s''', t.name) FROM ${tables}`,
  `SELECT format('CREATE FUNCTION new_$n() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM %s; END', t.name) FROM ${tables}`,
  `SELECT format('CREATE FUNCTION new_$n() RETURNS SETOF %s LANGUAGE sql AS ''SELECT * FROM %s''', t.name, t.name) FROM ${tables}`,
  "SELECT 'CREATE FUNCTION new_$n(text) RETURNS text LANGUAGE sql IMMUTABLE AS ''SELECT lower($1)''; CREATE TABLE new_$n_t (a text DEFAULT new_$n(''X'') CHECK (new_$n(a) <> ''q''), b text GENERATED ALWAYS AS (new_$n(a)) STORED); CREATE INDEX ON new_$n_t (new_$n(a))'",
  `SELECT format('DROP FUNCTION %s CASCADE', f.name) FROM ${functions}`,
  `SELECT format('ALTER FUNCTION %s COST 42', f.name) FROM ${functions}`,
  `SELECT format('COMMENT ON FUNCTION %s IS ''new $n''', f.name) FROM ${functions}`,
  `SELECT format('CREATE DOMAIN new_$n AS text CHECK (VALUE <> ''no''); ALTER TABLE %s ADD COLUMN new_$n new_$n DEFAULT ''yes''', t.name) FROM ${tables}`,
  `SELECT format('CREATE TYPE new_$n AS ENUM (''a'', ''b''); ALTER TABLE %s ADD COLUMN new_$n new_$n NOT NULL DEFAULT ''b''', t.name) FROM ${tables}`,
  `SELECT format('CREATE TYPE new_$n AS (a integer, b text); ALTER TABLE %s ADD COLUMN new_$n new_$n', t.name) FROM ${tables}`,
  "SELECT format('ALTER TYPE %s ADD VALUE ''new $n''', y.oid::regtype) FROM pg_type y WHERE y.typtype = 'e' AND y.oid >= 16384",
  "SELECT format('ALTER DOMAIN %s ADD CONSTRAINT new_$n CHECK (VALUE IS NOT NULL OR true)', y.oid::regtype) FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace WHERE y.typtype = 'd' AND n.nspname <> 'information_schema'",
];
