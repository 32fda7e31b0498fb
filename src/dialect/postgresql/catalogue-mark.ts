import { quoteLiteral } from "./quote.ts";

/** Catalogues by the column that ties their rows to a namespace or to a relation in one. */
const byNamespace = [
  "pg_class.relnamespace",
  "pg_type.typnamespace",
  "pg_constraint.connamespace",
  "pg_proc.pronamespace",
  "pg_collation.collnamespace",
  "pg_statistic_ext.stxnamespace",
  "pg_operator.oprnamespace",
];
const byRelation = [
  "pg_attribute.attrelid",
  "pg_attrdef.adrelid",
  "pg_index.indexrelid",
  "pg_trigger.tgrelid",
  "pg_rewrite.ev_class",
  "pg_policy.polrelid",
  "pg_inherits.inhrelid",
  "pg_sequence.seqrelid",
  "pg_partitioned_table.partrelid",
];

/** Objects with comments: catalogue, and which of it. */
const commented = [
  ["pg_class", "SELECT oid FROM relation"],
  ["pg_namespace", "SELECT oid FROM space"],
  ["pg_constraint", "SELECT c.oid FROM pg_catalog.pg_constraint c WHERE c.connamespace IN (SELECT oid FROM space)"],
  ["pg_policy", "SELECT p.oid FROM pg_catalog.pg_policy p WHERE p.polrelid IN (SELECT oid FROM relation)"],
  ["pg_type", "SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typnamespace IN (SELECT oid FROM space)"],
] as const;

/**
 * A number that moves with every change of a catalogue row of the schemas (its writing transaction is hashed). It says "unchanged", for one
 * server epoch; it moves by TRUNCATE, REFRESH and REINDEX too, and belongs into no digest.
 */
export function catalogueMarkSql(schemas: readonly string[]): string {
  const rows = [
    "SELECT oid, xmin FROM space",
    ...byNamespace.map((place) => rowsOf(place, "IN (SELECT oid FROM space)")),
    ...byRelation.map((place) => rowsOf(place, "IN (SELECT oid FROM relation)")),
    "SELECT e.enumtypid, e.xmin FROM pg_catalog.pg_enum e WHERE e.enumtypid IN (SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typnamespace IN (SELECT oid FROM space))",
    ...commented.map(([catalogue, of]) => `SELECT d.objoid, d.xmin FROM pg_catalog.pg_description d WHERE d.classoid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND d.objoid IN (${of})`),
    "SELECT x.oid, x.xmin FROM pg_catalog.pg_extension x",
  ];
  return (
    `WITH space AS MATERIALIZED (SELECT oid, xmin FROM pg_catalog.pg_namespace WHERE nspname IN (${schemas.map(quoteLiteral).join(", ")})), ` +
    "relation AS MATERIALIZED (SELECT oid FROM pg_catalog.pg_class WHERE relnamespace IN (SELECT oid FROM space)) " +
    `SELECT coalesce(sum(pg_catalog.hash_record_extended(ROW(found.*), 0)), 0)::text AS mark FROM (${rows.join(" UNION ALL ")}) AS found (id, written)`
  );
}

function rowsOf(place: string, condition: string): string {
  const [catalogue, column] = place.split(".");
  return `SELECT c.${column}, c.xmin FROM pg_catalog.${catalogue} c WHERE c.${column} ${condition}`;
}
