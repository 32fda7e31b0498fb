/** The floor of every comparison: asks a server in sets for all that one needs, and keeps the rows. Prints how many, and the peak of memory. */
import { Client } from "pg";

const [url = "", schemas = ""] = process.argv.slice(2);
const inScope = `SELECT oid FROM pg_namespace WHERE nspname = ANY ('{${schemas}}'::text[])`;
const relations = `SELECT oid FROM pg_class WHERE relnamespace IN (${inScope})`;
const questions = [
  `SELECT oid, nspname, nspowner, nspacl::text FROM pg_namespace WHERE oid IN (${inScope})`,
  `SELECT oid, relname, relnamespace, relkind, relpersistence, relrowsecurity, relforcerowsecurity, relreplident, relispartition, reloptions, relowner, relacl::text,
     pg_get_expr(relpartbound, oid) AS bound, CASE relkind WHEN 'p' THEN pg_get_partkeydef(oid) END AS partitioned FROM pg_class WHERE relnamespace IN (${inScope})`,
  `SELECT a.attrelid, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull, a.attidentity, a.attgenerated, a.attcollation, a.attstorage, a.attcompression,
     a.attstattarget, a.attoptions, a.attacl::text, pg_get_expr(d.adbin, d.adrelid) AS expression
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm', 'c') LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace IN (${inScope})`,
  `SELECT oid, conname, conrelid, contypid, contype, convalidated, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE connamespace IN (${inScope})`,
  `SELECT indexrelid, indrelid, indisunique, indisvalid, indisclustered, indisreplident, pg_get_indexdef(indexrelid) AS definition, pg_get_expr(indpred, indrelid) AS predicate
   FROM pg_index WHERE indexrelid IN (${relations})`,
  `SELECT oid, relname, pg_get_viewdef(oid) AS definition FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace IN (${inScope})`,
  `SELECT oid, proname, pronamespace, prokind, proowner, proacl::text, CASE prokind WHEN 'a' THEN NULL ELSE pg_get_functiondef(oid) END AS definition FROM pg_proc WHERE pronamespace IN (${inScope})`,
  `SELECT oid, tgname, tgrelid, tgenabled, pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (${relations})`,
  `SELECT oid, rulename, ev_class, ev_enabled, pg_get_ruledef(oid) AS definition FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_class IN (${relations})`,
  `SELECT oid, polname, polrelid, polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid) AS using, pg_get_expr(polwithcheck, polrelid) AS check FROM pg_policy WHERE polrelid IN (${relations})`,
  `SELECT t.oid, t.typname, t.typnamespace, t.typtype, t.typnotnull, t.typowner, t.typacl::text, format_type(t.typbasetype, t.typtypmod) AS base, t.typdefault,
     ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels
   FROM pg_type t WHERE t.typtype IN ('e', 'd', 'c', 'r') AND t.typnamespace IN (${inScope})`,
  `SELECT * FROM pg_sequence WHERE seqrelid IN (${relations})`,
  `SELECT * FROM pg_inherits WHERE inhrelid IN (${relations})`,
  `SELECT * FROM pg_description WHERE objoid >= 16384`,
  `SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype FROM pg_depend WHERE objid >= 16384 AND refobjid >= 16384`,
  `SELECT extname, extversion, extnamespace FROM pg_extension`,
];

const client = new Client({ connectionString: url });
await client.connect();
await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''; SET LOCAL jit = off");
const kept: unknown[][] = [];
for (const question of questions) kept.push((await client.query(question)).rows);
await client.query("ROLLBACK");
await client.end();
console.log(JSON.stringify({ rows: kept.reduce((sum, rows) => sum + rows.length, 0), megabytes: process.resourceUsage().maxRSS / 1024 }));
