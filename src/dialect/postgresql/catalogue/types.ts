import { impliedDomainNotNull } from "../../../model/naming.ts";
import { declared, type SchemaObject } from "../../../model/object.ts";
import type { CompositeTypeBody, DomainBody, DomainCheck, RangeTypeBody } from "../../../model/type-body.ts";
import { described } from "./described.ts";
import { collationSql, nameSql } from "./names.ts";
import { rowsOf, type Query } from "./query.ts";
import { printed } from "./read-again.ts";
import { notMember, scopeSql } from "./scope.ts";

interface Common {
  readonly schema: string;
  readonly name: string;
  readonly comment: string | null;
}

interface DomainRow {
  readonly type: string;
  readonly nullable: boolean;
  readonly notNull: { readonly name: string; readonly comment: string | null } | null;
  readonly default: string | null;
  readonly collation: string | null;
  readonly checks: readonly (Omit<DomainCheck, "expression" | "comment"> & {
    readonly expression: string;
    readonly comment: string | null;
  })[];
}

type Row = Common &
  (
    | { readonly kind: "enum"; readonly body: { readonly values: readonly string[] } }
    | { readonly kind: "domain"; readonly body: DomainRow }
    | { readonly kind: "compositeType"; readonly body: CompositeTypeBody }
    | { readonly kind: "rangeType"; readonly body: RangeTypeBody }
  );

const enumBody =
  "json_build_object('values', (SELECT coalesce(json_agg(e.enumlabel ORDER BY e.enumsortorder), '[]') FROM pg_enum e WHERE e.enumtypid = t.oid))";

const ownNotNull = `(SELECT json_build_object('name', k.conname, 'comment', ${described("pg_constraint", "k.oid")}) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'n')`;

const domainBody = `json_build_object('type', format_type(t.typbasetype, t.typtypmod), 'nullable', NOT t.typnotnull, 'notNull', ${ownNotNull}, 'default', pg_get_expr(t.typdefaultbin, 0),
  'collation', (SELECT CASE WHEN t.typcollation <> b.typcollation THEN ${collationSql("t.typcollation")} END FROM pg_type b WHERE b.oid = t.typbasetype),
  'checks', (SELECT coalesce(json_agg(json_build_object('name', k.conname, 'expression', pg_get_expr(k.conbin, 0), 'notValid', NOT k.convalidated, 'comment', ${described("pg_constraint", "k.oid")}) ORDER BY k.conname COLLATE "C"), '[]')
    FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'))`;

const compositeBody = `json_build_object('attributes', (SELECT coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
    'collation', CASE WHEN a.attcollation <> b.typcollation THEN ${collationSql("a.attcollation")} END, 'comment', ${described("pg_class", "a.attrelid", "a.attnum")}) ORDER BY a.attnum), '[]')
  FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))`;

/** As `impliedMultirange` has it. */
const impliedMultirange =
  "CASE WHEN t.typname ~ 'range' THEN regexp_replace(t.typname, 'range', 'multirange') ELSE t.typname || '_multirange' END";

const rangeBody = `(SELECT json_build_object('type', format_type(r.rngsubtype, NULL),
    'opclass', CASE WHEN NOT o.opcdefault THEN ${nameSql("o.opcname", "o.opcnamespace")} END,
    'collation', CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> b.typcollation THEN ${collationSql("r.rngcollation")} END,
    'canonical', (SELECT ${nameSql("p.proname", "p.pronamespace")} FROM pg_proc p WHERE p.oid = r.rngcanonical),
    'subtypeDiff', (SELECT ${nameSql("p.proname", "p.pronamespace")} FROM pg_proc p WHERE p.oid = r.rngsubdiff),
    'multirange', nullif(m.typname::text, ${impliedMultirange}))
  FROM pg_range r JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_type b ON b.oid = r.rngsubtype JOIN pg_type m ON m.oid = r.rngmultitypid WHERE r.rngtypid = t.oid)`;

/** The row type of a relation is that relation's. */
const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'compositeType' ELSE 'rangeType' END AS kind, n.nspname AS schema, t.typname AS name,
    ${described("pg_type", "t.oid")} AS comment,
    CASE t.typtype WHEN 'e' THEN ${enumBody} WHEN 'd' THEN ${domainBody} WHEN 'c' THEN ${compositeBody} ELSE ${rangeBody} END AS body
  FROM pg_type t JOIN scope n ON n.oid = t.typnamespace
  WHERE t.typtype IN ('e', 'd', 'c', 'r') AND ${notMember("pg_type", "t.oid")}
    AND (t.typtype <> 'c' OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
  ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`;

/** Enums, domains, composite and range types. */
export async function readTypes(query: Query, schemas: readonly string[]): Promise<readonly SchemaObject[]> {
  return (await rowsOf<Row>(query, sql(schemas))).map(type);
}

function type(row: Row): SchemaObject {
  const { schema, name, comment } = row;
  const common = { origin: declared, comment };
  switch (row.kind) {
    case "enum":
      return { ...common, kind: row.kind, ref: { kind: row.kind, schema, name }, body: row.body };
    case "domain":
      return { ...common, kind: row.kind, ref: { kind: row.kind, schema, name }, body: domain(name, row.body) };
    case "compositeType":
      return { ...common, kind: row.kind, ref: { kind: row.kind, schema, name }, body: row.body };
    case "rangeType":
      return { ...common, kind: row.kind, ref: { kind: row.kind, schema, name }, body: row.body };
  }
}

const domain = (name: string, { checks, notNull, default: value, ...body }: DomainRow): DomainBody => ({
  ...body,
  ...(notNull !== null && ownOf(name, notNull)),
  default: value === null ? null : printed(value),
  checks: checks.map(({ comment, ...check }) => ({
    ...check,
    expression: printed(check.expression),
    ...(comment !== null && { comment }),
  })),
});

function ownOf(domain: string, { name, comment }: NonNullable<DomainRow["notNull"]>): Pick<DomainBody, "notNull"> {
  const own = { ...(name !== impliedDomainNotNull(domain) && { name }), ...(comment !== null && { comment }) };
  return Object.keys(own).length === 0 ? {} : { notNull: own };
}
