import { quoteLiteral } from "./quote.ts";
import { doBlock } from "./stage/lock-phase.ts";

const notOfExtension = (catalogue: string): string =>
  `NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND d.objid = o.oid AND d.deptype = 'e')`;

/** The sequence of an identity is a part of its column, and cannot go alone. */
const notOfIdentity = `NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = o.oid AND o.relkind = 'S' AND d.deptype = 'i')`;

/** What a schema holds, as statements that drop it; with CASCADE each may be gone when its turn comes. */
const drops = (names: string): string => `
  SELECT pg_catalog.format('DROP %s IF EXISTS %s CASCADE', CASE o.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, o.oid::pg_catalog.regclass) AS sql
    FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
    WHERE n.nspname IN (${names}) AND o.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND ${notOfExtension("pg_class")} AND ${notOfIdentity}
  UNION ALL SELECT pg_catalog.format('DROP ROUTINE IF EXISTS %s CASCADE', o.oid::pg_catalog.regprocedure)
    FROM pg_catalog.pg_proc o JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace WHERE n.nspname IN (${names}) AND ${notOfExtension("pg_proc")}
  UNION ALL SELECT pg_catalog.format('DROP TYPE IF EXISTS %s CASCADE', o.oid::pg_catalog.regtype)
    FROM pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace WHERE n.nspname IN (${names}) AND o.typtype IN ('e', 'd', 'r') AND ${notOfExtension("pg_type")}
  UNION ALL SELECT pg_catalog.format('DROP COLLATION IF EXISTS %I.%I CASCADE', n.nspname, o.collname)
    FROM pg_catalog.pg_collation o JOIN pg_catalog.pg_namespace n ON n.oid = o.collnamespace WHERE n.nspname IN (${names}) AND ${notOfExtension("pg_collation")}`;

/**
 * Drops what stands in the schemas and keeps the schemas with their owner, grants and comment; objects of extensions stay.
 * The list is made before the first drop, while every name in it can still be spelled. One statement, and so all or nothing.
 */
export const emptySchemasSql = (schemas: readonly string[]): string =>
  `SET search_path = ''; ${doBlock(`DECLARE statement text; BEGIN FOREACH statement IN ARRAY ARRAY(${drops(schemas.map(quoteLiteral).join(", "))}) LOOP EXECUTE statement; END LOOP; END;`)}`;
