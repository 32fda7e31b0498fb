import { seesMapping } from "./foreign.ts";
import { managedTrigger } from "./firings.ts";
import { notMember } from "./scope.ts";
import { subscriptionsHere } from "./subscriptions.ts";

/** A query of (kind, name, reason) for one sort of object that the model does not hold. */
export type UnmanagedQuery = string;

const notYet = "'this kind of object is not managed yet'";

/** Children of relations in the managed schemas. */
const ofRelation = (kind: string, catalogue: string, relation: string, name: string, where: string): UnmanagedQuery => `
  SELECT '${kind}' AS kind, n.nspname || '.' || c.relname || '.' || o.${name} AS name, ${notYet} AS reason
  FROM ${catalogue} o JOIN pg_class c ON c.oid = o.${relation} JOIN scope n ON n.oid = c.relnamespace
  WHERE ${notMember(catalogue, "o.oid")} AND ${notMember("pg_class", "c.oid")} AND ${where}`;

/** On a relation that the model does not hold. */
const unheld = "NOT EXISTS (SELECT FROM managed m WHERE m.oid = c.oid)";

const relations: UnmanagedQuery = `
  SELECT CASE WHEN c.relkind = 'f' THEN 'foreign table' ELSE 'table' END,
    n.nspname || '.' || c.relname, 'it has its columns from a table that is not managed'
  FROM pg_class c JOIN scope n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f') AND ${notMember("pg_class", "c.oid")} AND NOT EXISTS (SELECT FROM managed m WHERE m.oid = c.oid)`;

const sequences: UnmanagedQuery = `
  SELECT 'sequence', n.nspname || '.' || s.relname, 'it belongs to ' || c.relname || ', which is not managed yet'
  FROM pg_class s JOIN scope n ON n.oid = s.relnamespace
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
    JOIN pg_class c ON c.oid = d.refobjid
  WHERE s.relkind = 'S' AND NOT EXISTS (SELECT FROM managed m WHERE m.oid = c.oid) AND ${notMember("pg_class", "s.oid")}`;

/** From 18 on large objects have some too. */
const defaultPrivileges: UnmanagedQuery = `
  SELECT 'default privileges', 'large objects of ' || pg_get_userbyid(d.defaclrole), 'those on large objects are not managed'
  FROM pg_default_acl d WHERE d.defaclobjtype NOT IN ('r', 'S', 'f', 'T', 'n')`;

/** What the role may not see cannot be compared; and what belongs to a server that an extension brought has no entry to stand in. */
const userMappings: UnmanagedQuery = `
  SELECT 'user mapping', m.usename || ' on ' || m.srvname || CASE WHEN ${notMember("pg_foreign_server", "s.oid")} THEN ' (options)' ELSE '' END,
    CASE WHEN ${notMember("pg_foreign_server", "s.oid")} THEN 'only a superuser and ' || CASE WHEN m.umuser = 0 THEN 'the owner of the server' ELSE 'the role itself' END || ' may see them' ELSE ${notYet} END
  FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid WHERE NOT (${notMember("pg_foreign_server", "s.oid")}) OR NOT ${seesMapping}`;

/** Documents make them so that they do not run: whoever builds from them must not come to the slot of another. */
const enabledSubscriptions: UnmanagedQuery = `
  SELECT 'subscription', s.subname || ' (enabled)', 'whether it runs is not managed' FROM ${subscriptionsHere} AND s.subenabled`;

/** Row types, arrays, multiranges and the operator family of an operator class come with what they belong to. */
export const unmanagedObjects: readonly UnmanagedQuery[] = [
  relations,
  sequences,
  ofRelation("trigger", "pg_trigger", "tgrelid", "tgname", `${managedTrigger("o")} AND ${unheld}`),
  ofRelation("rule", "pg_rewrite", "ev_class", "rulename", `o.rulename <> '_RETURN' AND ${unheld}`),
  ofRelation("policy", "pg_policy", "polrelid", "polname", unheld),
  enabledSubscriptions,
  userMappings,
  defaultPrivileges,
];
