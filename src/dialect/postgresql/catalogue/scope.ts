import { quoteLiteral } from "../quote.ts";

/** Partitions and heirs of tables that are not managed. */
const belowUnheld = `
  WITH RECURSIVE below AS (
    SELECT i.inhrelid FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
    WHERE p.relkind IN ('r', 'p', 'f') AND (p.relnamespace NOT IN (SELECT oid FROM scope) OR p.oid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass))
    UNION SELECT i.inhrelid FROM pg_inherits i JOIN below b ON b.inhrelid = i.inhparent)
  SELECT inhrelid FROM below`;

/**
 * Common table expressions that every catalogue query starts with: the managed schemas, what belongs to extensions,
 * and the relations that the model can hold. What has its columns from a table that is none of those is none either.
 */
export const scopeSql = (schemas: readonly string[]): string => `
  scope AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = ANY (ARRAY[${schemas.map(quoteLiteral).join(", ")}]::text[])),
  member AS (SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'),
  managed AS (
    SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition
    FROM pg_class c JOIN scope n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT EXISTS (SELECT FROM (${belowUnheld}) u WHERE u.inhrelid = c.oid)
      AND NOT EXISTS (SELECT FROM member e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid))`;

/** A condition that the object is not part of an extension. */
export const notMember = (catalogue: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM member e WHERE e.classid = '${catalogue}'::regclass AND e.objid = ${oid})`;
