import { columns, functions, tables } from "./candidates.ts";

/** What happens to several things in one go: to what is written before and after, to what stands on it, to all of a sort. */
export const togetherMutations: readonly string[] = [
  `SELECT format('ALTER TABLE %s SET %s', t.name, CASE c.relpersistence WHEN 'p' THEN 'UNLOGGED' ELSE 'LOGGED' END) FROM ${tables} JOIN pg_class c ON c.oid = t.oid WHERE t.relkind = 'r'`,
  `SELECT format('DROP INDEX %s; ALTER TABLE %s ALTER COLUMN %I TYPE text; CREATE INDEX %I ON %2$s (%3$I DESC, lower(%3$I))', i.indexrelid::regclass, t.name, a.attname, x.relname) FROM ${columns} JOIN pg_index i ON i.indrelid = t.oid AND a.attnum = ANY (i.indkey) JOIN pg_class x ON x.oid = i.indexrelid WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
  `SELECT string_agg(format('ALTER TABLE %s OWNER TO pg_monitor; COMMENT ON TABLE %1$s IS ''one of many''', t.name), '; ') FROM ${tables}`,
  `SELECT string_agg(format('REVOKE ALL ON %s FROM %I; GRANT SELECT ON %1$s TO pg_monitor WITH GRANT OPTION', t.name, current_user), '; ') FROM ${tables}`,
  `SELECT string_agg(format('GRANT SELECT (%I), UPDATE (%1$I) ON %s TO pg_monitor; COMMENT ON COLUMN %2$s.%1$I IS ''seen''', a.attname, t.name), '; ') FROM ${columns} GROUP BY t.oid`,
  `SELECT string_agg(format('ALTER FUNCTION %s OWNER TO pg_monitor; COMMENT ON FUNCTION %1$s IS ''one of many''; REVOKE EXECUTE ON FUNCTION %1$s FROM PUBLIC', f.name), '; ') FROM ${functions}`,
  // An enum that loses its last value is made anew under the columns that are of it.
  `SELECT format('ALTER TYPE %s RENAME TO was_$n; CREATE TYPE %1$s AS ENUM (%s); %s DROP TYPE %I.was_$n', y.oid::regtype,
    (SELECT string_agg(quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder) FROM pg_enum l WHERE l.enumtypid = y.oid AND l.enumsortorder < (SELECT max(enumsortorder) FROM pg_enum WHERE enumtypid = y.oid)),
    (SELECT string_agg(format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT, ALTER COLUMN %2$I TYPE %s USING %2$I::text::%3$s; %s', t.name, a.attname, y.oid::regtype,
      (SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s;', t.name, a.attname, pg_get_expr(e.adbin, e.adrelid)) FROM pg_attrdef e WHERE e.adrelid = t.oid AND e.adnum = a.attnum)), ' ')
      FROM ${columns} WHERE a.type = y.oid::regtype::text),
    n.nspname) FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace WHERE y.typtype = 'e' AND y.oid >= 16384`,
];
