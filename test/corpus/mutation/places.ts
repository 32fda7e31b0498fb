import { functions, tables, views } from "./candidates.ts";

/** The schema that things are moved to. */
export const elsewhere = "elsewhere";

const moved = (what: string, name: string): string =>
  `SELECT format('CREATE SCHEMA IF NOT EXISTS ${elsewhere}; ALTER ${what} %s SET SCHEMA ${elsewhere}', ${name})`;

/** What happens to the schemas that things are in. */
export const placeMutations: readonly string[] = [
  // A document does not say that it is the same table: it comes without rows, so nothing may refer to it.
  `${moved("TABLE", "t.name")} FROM ${tables} WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.confrelid = t.oid)`,
  `${moved("%s", "CASE v.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, v.name")} FROM ${views}`,
  `${moved("FUNCTION", "f.name")} FROM ${functions}`,
  `${moved("TYPE", "y.oid::regtype")} FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace WHERE y.typtype IN ('e', 'd') AND y.oid >= 16384 AND n.nspname <> 'information_schema'`,
  `${moved("SEQUENCE", "c.oid::regclass")} FROM pg_class c WHERE c.relkind = 'S' AND c.oid >= 16384`,
];
