import { aclItems, isChosen, sorted } from "./acl.ts";
import { argumentTypes } from "./argument-types.ts";
import { scopeSql } from "./scope.ts";
import { hasLabels } from "./security-labels.ts";
import { subscriptionsHere } from "./subscriptions.ts";

/** Whether ALTER DEFAULT PRIVILEGES says what a new one gets: then each says itself what it has. */
const chosenByDefault = (letter: string, schema: string): string =>
  `EXISTS (SELECT FROM pg_default_acl d WHERE d.defaclobjtype = '${letter}' AND d.defaclnamespace IN (0, ${schema}))`;

/** `letter`: as pg_default_acl has it; acldefault knows a sequence by another. */
function acl(letter: string, column: string, owner: string, schema: string): string {
  const usual = `acldefault('${letter === "S" ? "s" : letter}', ${owner})`;
  return `CASE WHEN ${isChosen(column, usual)} OR ${chosenByDefault(letter, schema)} THEN ${aclItems(`coalesce(${column}, ${usual})`)} END`;
}

/** Of what no default privileges are about. */
const chosenAcl = (letter: string, column: string, owner: string): string =>
  `CASE WHEN ${isChosen(column, `acldefault('${letter}', ${owner})`)} THEN ${aclItems(column)} END`;

/** What initdb gave to \`public\` nobody chose; from 15 on its owner is whoever owns the database. */
const publicImplied = `
  ARRAY(SELECT 'owner' WHERE s.nspowner = coalesce((SELECT r.oid FROM pg_roles r WHERE r.rolname = 'pg_database_owner' AND current_setting('server_version_num')::int >= 150000), 10)
    UNION ALL SELECT 'grants' WHERE s.nspacl IS NULL OR ${sorted("s.nspacl")} = ${sorted("(SELECT p.initprivs FROM pg_init_privs p WHERE p.classoid = 'pg_namespace'::regclass AND p.objoid = s.oid)")})`;

const isOwn = (owner: string): string => `${owner} = (SELECT oid FROM me)`;
const impliedOwner = (owner: string): string => `CASE WHEN ${isOwn(owner)} THEN '{owner}'::text[] ELSE '{}' END`;

/** Objects with another owner than the role that looks, or with other privileges than a new one has; one row tells all. */
export const accessSql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}, me AS (SELECT oid FROM pg_roles WHERE rolname = current_user),
  found (catalogue, schema, name, "column", owner, acl, implied, arguments) AS (
    SELECT 'schema', NULL::name, s.nspname, NULL::name, s.nspowner,
      CASE WHEN s.nspname = 'public' THEN ${aclItems("coalesce(s.nspacl, acldefault('n', s.nspowner))")} ELSE ${acl("n", "s.nspacl", "s.nspowner", "0")} END,
      CASE WHEN s.nspname = 'public' THEN ${publicImplied} ELSE ${impliedOwner("s.nspowner")} END, NULL::json
    FROM scope n JOIN pg_namespace s ON s.oid = n.oid WHERE s.nspname = 'public' OR s.nspacl IS NOT NULL OR NOT ${isOwn("s.nspowner")} OR ${chosenByDefault("n", "0")}
    UNION ALL SELECT 'relation', n.nspname, c.relname, NULL, c.relowner,
      CASE WHEN c.relkind = 'S' THEN ${acl("S", "c.relacl", "c.relowner", "n.oid")} ELSE ${acl("r", "c.relacl", "c.relowner", "n.oid")} END, ${impliedOwner("c.relowner")}, NULL
    FROM pg_class c JOIN scope n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
      AND (c.relacl IS NOT NULL OR NOT ${isOwn("c.relowner")} OR ${chosenByDefault("r", "n.oid")} OR ${chosenByDefault("S", "n.oid")})
    UNION ALL SELECT 'column', n.nspname, c.relname, a.attname, c.relowner, ${aclItems("a.attacl")}, '{owner}', NULL
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN scope n ON n.oid = c.relnamespace WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL SELECT 'type', n.nspname, t.typname, NULL, t.typowner, ${acl("T", "t.typacl", "t.typowner", "n.oid")}, ${impliedOwner("t.typowner")}, NULL
    FROM pg_type t JOIN scope n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE (c.oid IS NULL OR c.relkind = 'c') AND t.typelem = 0
      AND (t.typacl IS NOT NULL OR NOT ${isOwn("t.typowner")} OR ${chosenByDefault("T", "n.oid")})
    UNION ALL SELECT 'routine', n.nspname, p.proname, NULL, p.proowner, ${acl("f", "p.proacl", "p.proowner", "n.oid")}, ${impliedOwner("p.proowner")}, ${argumentTypes("p")}
    FROM pg_proc p JOIN scope n ON n.oid = p.pronamespace WHERE p.proacl IS NOT NULL OR NOT ${isOwn("p.proowner")} OR ${chosenByDefault("f", "n.oid")}
    UNION ALL SELECT 'eventTrigger', NULL, v.evtname, NULL, v.evtowner, NULL, ${impliedOwner("v.evtowner")}, NULL FROM pg_event_trigger v WHERE NOT ${isOwn("v.evtowner")}
    UNION ALL SELECT 'publication', NULL, p.pubname, NULL, p.pubowner, NULL, ${impliedOwner("p.pubowner")}, NULL FROM pg_publication p WHERE NOT ${isOwn("p.pubowner")}
    UNION ALL SELECT 'subscription', NULL, s.subname, NULL, s.subowner, NULL, ${impliedOwner("s.subowner")}, NULL FROM ${subscriptionsHere} AND NOT ${isOwn("s.subowner")}
    UNION ALL SELECT 'foreignDataWrapper', NULL, w.fdwname, NULL, w.fdwowner, ${chosenAcl("F", "w.fdwacl", "w.fdwowner")}, ${impliedOwner("w.fdwowner")}, NULL FROM pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL OR NOT ${isOwn("w.fdwowner")}
    UNION ALL SELECT 'foreignServer', NULL, v.srvname, NULL, v.srvowner, ${chosenAcl("S", "v.srvacl", "v.srvowner")}, ${impliedOwner("v.srvowner")}, NULL FROM pg_foreign_server v WHERE v.srvacl IS NOT NULL OR NOT ${isOwn("v.srvowner")})
  SELECT current_user AS role, current_setting('server_version_num')::int AS version,
    (SELECT json_agg(json_build_object('catalogue', f.catalogue, 'schema', f.schema, 'name', f.name, 'column', f."column", 'arguments', f.arguments, 'owner', pg_get_userbyid(f.owner), 'acl', f.acl, 'implied', f.implied)) FROM found f) AS rows,
    (SELECT json_agg(n.nspname) FROM scope n WHERE EXISTS (SELECT FROM pg_default_acl d WHERE d.defaclnamespace IN (0, n.oid))) AS "byDefault", ${hasLabels} AS labelled`;
