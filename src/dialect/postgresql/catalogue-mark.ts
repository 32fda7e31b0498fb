import { plainMappingOptions } from "../../model/foreign-body.ts";
import { subscriptionsHere, subscriptionText } from "./catalogue/subscriptions.ts";
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
  "pg_foreign_table.ftrelid",
];

// Arrays, where a set would be joined: planning two dozen joins takes a fresh backend twice as long as all the rest.
const inSpace = "= ANY ((SELECT oids FROM space)::pg_catalog.oid[])";
const inRelation = "= ANY ((SELECT oids FROM relation)::pg_catalog.oid[])";
const inTypes = `= ANY (ARRAY(SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typnamespace ${inSpace}))`;
const inConstraints = `= ANY (ARRAY(SELECT c.oid FROM pg_catalog.pg_constraint c WHERE c.connamespace ${inSpace}))`;
const inPolicies = `= ANY (ARRAY(SELECT p.oid FROM pg_catalog.pg_policy p WHERE p.polrelid ${inRelation}))`;

/** Catalogues of which only what initdb has not made is of interest: few databases have any of it. */
const rare = [
  "pg_conversion.oid",
  "pg_opclass.oid",
  "pg_opfamily.oid",
  "pg_amop.oid",
  "pg_amproc.oid",
  "pg_ts_config.oid",
  "pg_ts_config_map.mapcfg",
  "pg_ts_dict.oid",
  "pg_ts_parser.oid",
  "pg_ts_template.oid",
  "pg_language.oid",
  "pg_cast.oid",
  "pg_transform.oid",
  "pg_am.oid",
];

/** Their catalogue is for superusers alone, and so has no writing transaction to be read: what of their options is no secret stands for it. */
const userMappings = `SELECT m.umid, (pg_catalog.hashtext((SELECT pg_catalog.string_agg(CASE WHEN o ~ '^(${plainMappingOptions.join("|")})=' THEN o ELSE pg_catalog.split_part(o, '=', 1) END, ',') FROM pg_catalog.unnest(m.umoptions) o)) & 2147483647)::text::pg_catalog.xid FROM pg_catalog.pg_user_mappings m`;

/** Nor may everybody read all of these: what can be read stands for the writing transaction. */
const subscriptions = `SELECT s.oid, (pg_catalog.hashtext(${subscriptionText}) & 2147483647)::text::pg_catalog.xid FROM ${subscriptionsHere}`;

/** Objects with comments: catalogue, and which of it. */
const commented = [
  ["pg_class", inRelation],
  ["pg_namespace", inSpace],
  ["pg_constraint", inConstraints],
  ["pg_policy", inPolicies],
  ["pg_type", inTypes],
] as const;

/**
 * A number that moves with every change of a catalogue row of the schemas (its writing transaction is hashed). It says "unchanged", for one
 * server epoch; it moves by TRUNCATE, REFRESH and REINDEX too, and belongs into no digest.
 */
export function catalogueMarkSql(schemas: readonly string[]): string {
  const rows = [
    rowsOf("pg_namespace.oid", inSpace),
    ...byNamespace.map((place) => rowsOf(place, inSpace)),
    ...byRelation.map((place) => rowsOf(place, inRelation)),
    ...rare.map((place) => rowsOf(place, ">= 16384")),
    rowsOf("pg_enum.enumtypid", inTypes),
    ...commented.map(
      ([catalogue, of]) =>
        `SELECT d.objoid, d.xmin FROM pg_catalog.pg_description d WHERE d.classoid = 'pg_catalog.${catalogue}'::pg_catalog.regclass AND d.objoid ${of}`,
    ),
    "SELECT x.oid, x.xmin FROM pg_catalog.pg_extension x",
    ...["pg_publication", "pg_foreign_data_wrapper", "pg_foreign_server"].map(
      (catalogue) => `SELECT x.oid, x.xmin FROM pg_catalog.${catalogue} x`,
    ),
    userMappings,
    subscriptions,
    // Tables and schemas of publications; of the latter older servers have no catalogue.
    "SELECT d.objid, d.xmin FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_publication'::pg_catalog.regclass",
    `SELECT d.oid, d.xmin FROM pg_catalog.pg_default_acl d WHERE d.defaclnamespace = 0 OR d.defaclnamespace ${inSpace}`,
    "SELECT l.objoid, l.xmin FROM pg_catalog.pg_seclabel l",
    "SELECT l.objoid, l.xmin FROM pg_catalog.pg_shseclabel l",
    "SELECT s.setrole, s.xmin FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = (SELECT b.oid FROM pg_catalog.pg_database b WHERE b.datname = pg_catalog.current_database())",
  ];
  return (
    `WITH space AS MATERIALIZED (SELECT ARRAY(SELECT oid FROM pg_catalog.pg_namespace WHERE nspname IN (${schemas.map(quoteLiteral).join(", ")})) AS oids), ` +
    `relation AS MATERIALIZED (SELECT ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE relnamespace ${inSpace}) AS oids) ` +
    `SELECT coalesce(sum(pg_catalog.hash_record_extended(ROW(found.*), 0)), 0)::text AS mark FROM (${rows.join(" UNION ALL ")}) AS found (id, written)`
  );
}

function rowsOf(place: string, condition: string): string {
  const [catalogue, column] = place.split(".");
  return `SELECT c.${column}, c.xmin FROM pg_catalog.${catalogue} c WHERE c.${column} ${condition}`;
}
