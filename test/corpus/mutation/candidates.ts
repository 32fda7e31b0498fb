/** Tables that people wrote: `t.oid`, `t.name` as SQL spells it, `t.relkind`. Partitions are changed through the whole. */
export const tables = `(SELECT c.oid, c.oid::regclass::text AS name, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'keelson', 'pg_toast')) t`;

/** Their columns: `a.attname`, `a.type`. */
export const columns = `${tables} JOIN (SELECT attrelid, attname, attnum, attnotnull, atthasdef, attidentity, attgenerated, format_type(atttypid, atttypmod) AS type
  FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped) a ON a.attrelid = t.oid`;

/** Views of both sorts: `v.name`, `v.relkind`. */
export const views = `(SELECT c.oid, c.oid::regclass::text AS name, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'keelson')) v`;

/** Functions that people wrote: `f.name` with its arguments. */
export const functions = `(SELECT p.oid, p.oid::regprocedure::text AS name, p.prorettype FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.prokind = 'f' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'keelson') AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))) f`;
