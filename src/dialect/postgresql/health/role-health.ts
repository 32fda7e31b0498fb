import type { Health, HealthFinding, RoleRight } from "../../../port/health.ts";
import { type Query, rowsOf } from "../catalogue/query.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";

interface RoleRow {
  readonly name: string;
  readonly database: string;
  readonly may: Readonly<Record<RoleRight, boolean>>;
  /** Managed schemas in which nothing may be made. */
  readonly closed: readonly string[];
  readonly foreign: readonly Foreign[];
}

interface Foreign {
  readonly word: string;
  readonly name: string;
  readonly owner: string;
  readonly superuser: boolean;
}

/** What the role may and may not; of each that it may not a finding with the GRANT. `steps`: the role that steps run as, null for the one that is logged in. */
export async function roleHealth(
  query: Query,
  schemas: readonly string[],
  steps: string | null,
): Promise<Pick<Health, "role" | "findings">> {
  const [row] = await rowsOf<RoleRow>(query, roleSql(schemas, steps === null ? "current_user::text" : quoteLiteral(steps)));
  if (row === undefined) throw new TypeError("one row is asked for");
  return { role: { name: row.name, may: row.may }, findings: [...ownership(row), ...closedSchemas(row), ...lacking(row)] };
}

function ownership({ name, foreign }: RoleRow): readonly HealthFinding[] {
  return [...Map.groupBy(foreign, ({ owner }) => owner)].map(([owner, objects]) => {
    const shown = objects.slice(0, 5).map((each) => each.name);
    const rest = objects.length > shown.length ? `, and ${objects.length - shown.length} more` : "";
    const transfer = objects
      .slice(0, 5)
      .map((each) => `ALTER ${each.word} ${each.name} OWNER TO ${quoteIdentifier(name)}`)
      .join("; ");
    const remedy = objects[0]?.superuser === true ? transfer : `GRANT ${quoteIdentifier(owner)} TO ${quoteIdentifier(name)}`;
    return {
      severity: "warning",
      code: "not-owner",
      message: `${name} cannot alter what belongs to ${owner}: ${shown.join(", ")}${rest}`,
      remedy,
    };
  });
}

const closedSchemas = ({ name, closed }: RoleRow): readonly HealthFinding[] =>
  closed.map((schema) => ({
    severity: "warning",
    code: "may-not-create",
    message: `${name} may create nothing in the schema ${schema}`,
    remedy: `GRANT CREATE ON SCHEMA ${quoteIdentifier(schema)} TO ${quoteIdentifier(name)}`,
  }));

function lacking({ name, database, may }: RoleRow): readonly HealthFinding[] {
  const to = quoteIdentifier(name);
  const on = quoteIdentifier(database);
  const findings: HealthFinding[] = [];
  if (!may.endSessions)
    findings.push({
      severity: "warning",
      code: "may-not-end-sessions",
      message: `${name} may not end sessions: what a runner that died left running is waited for until its lease expires`,
      remedy: `GRANT EXECUTE ON FUNCTION pg_catalog.pg_terminate_backend(integer, bigint) TO ${to}`,
    });
  if (!may.createSchemas)
    findings.push({
      severity: "note",
      code: "may-not-create-schemas",
      message: `${name} may not create schemas`,
      remedy: `GRANT CREATE ON DATABASE ${on} TO ${to}`,
    });
  if (!may.temporaryTables)
    findings.push({
      severity: "note",
      code: "no-temporary-tables",
      message: `${name} may not create temporary tables, so expressions that are only spelled otherwise cannot be told equal on this server`,
      remedy: `GRANT TEMPORARY ON DATABASE ${on} TO ${to}`,
    });
  return findings;
}

// The journal is left out: rights on it are looked up with those of a plan.
const roleSql = (schemas: readonly string[], role: string): string => `
  WITH managed AS (SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname IN (${schemas.map(quoteLiteral).join(", ")}))
  SELECT r.name, pg_catalog.current_database()::text AS database,
    pg_catalog.json_build_object(
      'createSchemas', pg_catalog.has_database_privilege(r.name, pg_catalog.current_database(), 'CREATE'),
      'createObjects', (SELECT coalesce(pg_catalog.bool_and(pg_catalog.has_schema_privilege(r.name, n.oid, 'CREATE')), true) FROM managed n),
      'temporaryTables', pg_catalog.has_database_privilege(r.name, pg_catalog.current_database(), 'TEMPORARY'),
      'endSessions', pg_catalog.has_function_privilege('pg_catalog.pg_terminate_backend(integer, bigint)', 'EXECUTE'),
      'createDatabases', (SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)) AS may,
    (SELECT coalesce(pg_catalog.json_agg(n.nspname ORDER BY n.nspname), '[]') FROM managed n WHERE NOT pg_catalog.has_schema_privilege(r.name, n.oid, 'CREATE')) AS closed,
    (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
        'word', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
        'name', pg_catalog.format('%I.%I', n.nspname, c.relname), 'owner', o.rolname, 'superuser', o.rolsuper) ORDER BY n.nspname, c.relname), '[]')
      FROM managed n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'S') JOIN pg_catalog.pg_roles o ON o.oid = c.relowner
      WHERE NOT pg_catalog.pg_has_role(r.name, c.relowner, 'USAGE')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'e', 'i'))) AS foreign
  FROM (SELECT ${role} AS name) r`;
