import { columns, functions, tables } from "./candidates.ts";

const trigger = "CREATE FUNCTION new_$n() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NEW; END''";

/** What happens to triggers, rules, policies, grants and owners. */
export const guardMutations: readonly string[] = [
  `SELECT format('${trigger}; CREATE TRIGGER new_$n BEFORE UPDATE OF %I ON %s FOR EACH ROW WHEN (NEW.%I IS NOT NULL) EXECUTE FUNCTION new_$n(''a'', ''b'')', a.attname, t.name, a.attname) FROM ${columns} WHERE a.attgenerated = ''`
    .replaceAll("''a'', ''b''", "''''a'''', ''''b''''")
    .replaceAll("''''a''''", "''a''")
    .replaceAll("''''b''''", "''b''"),
  `SELECT format('${trigger}; CREATE TRIGGER new_$n AFTER INSERT ON %s REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION new_$n()', t.name) FROM ${tables}`,
  `SELECT format('DROP TRIGGER %I ON %s', g.tgname, t.name) FROM ${tables} JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal`,
  `SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.name, g.tgname) FROM ${tables} JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal AND t.relkind = 'r'`,
  `SELECT format('CREATE RULE new_$n AS ON DELETE TO %s DO INSTEAD NOTHING', t.name) FROM ${tables} WHERE t.relkind = 'r'`,
  `SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY; CREATE POLICY new_$n ON %s FOR SELECT TO pg_monitor USING (%I IS NOT NULL)', t.name, t.name, a.attname) FROM ${columns}`,
  `SELECT format('GRANT SELECT, INSERT ON %s TO pg_monitor', t.name) FROM ${tables}`,
  `SELECT format('GRANT UPDATE (%I) ON %s TO pg_monitor', a.attname, t.name) FROM ${columns}`,
  `SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.name) FROM ${functions}`,
  `SELECT format('ALTER TABLE %s OWNER TO pg_monitor', t.name) FROM ${tables}`,
];
