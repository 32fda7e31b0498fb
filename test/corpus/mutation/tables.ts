import { columns, tables } from "./candidates.ts";

const key = `${columns} JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary AND i.indnatts = 1 AND i.indkey[0] = a.attnum`;

/** What happens to tables, their keys and indexes, and what is made beside them. */
export const tableMutations: readonly string[] = [
  `SELECT format('DROP TABLE %s CASCADE', t.name) FROM ${tables}`,
  "SELECT 'CREATE TABLE new_$n (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text NOT NULL DEFAULT '''', UNIQUE (note, id))'",
  "SELECT 'CREATE TABLE new_$n (id integer, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at); CREATE TABLE new_$n_a PARTITION OF new_$n FOR VALUES FROM (''2020-01-01'') TO (''2021-01-01''); CREATE TABLE new_$n_b PARTITION OF new_$n DEFAULT; CREATE INDEX ON new_$n (id)'",
  // The sequence of an identity that is made like another is a bigint one with the bounds of the other: `pg_dump` itself does not bring that back.
  `SELECT format('CREATE TABLE new_$n (LIKE %s INCLUDING ALL EXCLUDING IDENTITY)', t.name) FROM ${tables}`,
  `SELECT format('CREATE TABLE new_$n (id integer PRIMARY KEY, refers %s REFERENCES %s ON DELETE CASCADE)', a.type, t.name) FROM ${key}`,
  `SELECT format('ALTER TABLE %s ADD COLUMN new_$n %s REFERENCES %s DEFERRABLE', o.name, a.type, t.name) FROM ${key}, ${tables.replace(/t$/, "o")}`,
  `SELECT format('CREATE INDEX new_$n ON %s (%I DESC NULLS LAST)', t.name, a.attname) FROM ${columns}`,
  `SELECT format('CREATE INDEX new_$n ON %s (lower(%I::text)) WHERE %I IS NOT NULL', t.name, a.attname, a.attname) FROM ${columns} WHERE a.type IN ('text') OR a.type LIKE 'character%'`,
  `SELECT format('CREATE INDEX new_$n ON %s USING hash (%I) WITH (fillfactor = 50)', t.name, a.attname) FROM ${columns} WHERE t.relkind = 'r'`,
  `SELECT format('DROP INDEX %s CASCADE', i.indexrelid::regclass) FROM ${tables} JOIN pg_index i ON i.indrelid = t.oid WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
  `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', t.name, k.conname) FROM ${tables} JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype <> 'n'`,
  `SELECT format('ALTER TABLE %s RENAME CONSTRAINT %I TO new_$n', t.name, k.conname) FROM ${tables} JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype <> 'n'`,
  `SELECT format('ALTER TABLE %s ADD CONSTRAINT new_$n CHECK (%I IS NOT NULL OR true)', t.name, a.attname) FROM ${columns}`,
  `SELECT format('ALTER TABLE %s ADD CONSTRAINT new_$n CHECK (%I IS DISTINCT FROM NULL) NOT VALID', t.name, a.attname) FROM ${columns}`,
  `SELECT format('ALTER TABLE %s ADD CONSTRAINT new_$n EXCLUDE USING btree (%I WITH =)', t.name, a.attname) FROM ${key}`,
  `SELECT format('ALTER TABLE %s SET (fillfactor = 77, autovacuum_enabled = false)', t.name) FROM ${tables} WHERE t.relkind = 'r'`,
  `SELECT format('ALTER TABLE %s REPLICA IDENTITY FULL', t.name) FROM ${tables}`,
  `SELECT format('ALTER TABLE %s DETACH PARTITION %s', t.name, h.inhrelid::regclass) FROM ${tables} JOIN pg_inherits h ON h.inhparent = t.oid WHERE t.relkind = 'p'`,
  `SELECT format('DROP TABLE %s CASCADE', h.inhrelid::regclass) FROM ${tables} JOIN pg_inherits h ON h.inhparent = t.oid WHERE t.relkind = 'p'`,
  `SELECT format('COMMENT ON TABLE %s IS ''new $n''', t.name) FROM ${tables}`,
  "SELECT 'CREATE SEQUENCE new_$n AS integer START 5 INCREMENT 2'",
];
