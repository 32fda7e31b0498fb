import { type DefaultTarget, defaultPrivilegesRef, settingRef, targetKinds } from "../../../model/database-body.ts";
import { sortedGrants } from "../../../model/grant.ts";
import { declared, type SchemaObject, type SchemaObjectOf } from "../../../model/object.ts";
import { settingValues } from "../../../model/setting-values.ts";
import { type AclItem, aclItems, grantsIn } from "./acl.ts";
import { described } from "./described.ts";
import { readForeign } from "./foreign.ts";
import { readPublications } from "./publications.ts";
import { readSubscriptions, subscriptionsHere } from "./subscriptions.ts";
import { rowsOf, type Query } from "./query.ts";
import { scopeSql } from "./scope.ts";

interface Extension {
  readonly name: string;
  readonly schema: string;
  readonly version: string;
  readonly comment: string | null;
  readonly usual: string | null;
}

interface Setting {
  readonly text: string;
  readonly role: string | null;
}

interface DefaultPrivileges {
  readonly role: string;
  readonly schema: string | null;
  readonly on: DefaultTarget | null;
  readonly acl: readonly AclItem[];
}

interface Found {
  readonly version: number;
  readonly hasPublications: boolean;
  readonly hasSubscriptions: boolean;
  readonly hasForeign: boolean;
  readonly extensions: readonly Extension[];
  readonly settings: readonly Setting[];
  readonly privileges: readonly DefaultPrivileges[];
}

const listed = (sql: string): string => `(SELECT coalesce(json_agg(r), '[]') FROM (${sql}) r)`;

/** plpgsql is in every new database. The comment that an extension brings itself says nothing that anybody wrote. */
const extensions = `
  SELECT x.extname AS name, n.nspname AS schema, x.extversion AS version,
    ${described("pg_extension", "x.oid")} AS comment, (SELECT a.comment FROM pg_available_extensions() a WHERE a.name = x.extname) AS usual
  FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname <> 'plpgsql' ORDER BY x.extname COLLATE "C"`;

const settings = `
  SELECT s.text, r.rolname AS role
  FROM pg_db_role_setting d LEFT JOIN pg_roles r ON r.oid = d.setrole, unnest(d.setconfig) s(text)
  WHERE d.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY r.rolname COLLATE "C" NULLS FIRST, s.text COLLATE "C"`;

const privileges = `
  SELECT pg_get_userbyid(d.defaclrole) AS role, n.nspname AS schema, ${aclItems("d.defaclacl")} AS acl,
    CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' END AS on
  FROM pg_default_acl d LEFT JOIN scope n ON n.oid = d.defaclnamespace
  WHERE (d.defaclnamespace = 0 OR n.oid IS NOT NULL) AND d.defaclobjtype IN ('r', 'S', 'f', 'T', 'n')
  ORDER BY pg_get_userbyid(d.defaclrole) COLLATE "C", n.nspname COLLATE "C" NULLS FIRST, d.defaclobjtype`;

/** What belongs to the database as a whole, and of which there is little: asked in one question. */
export async function readOfDatabase(query: Query, schemas: readonly string[]): Promise<readonly SchemaObject[]> {
  const [found] = await rowsOf<Found>(
    query,
    `WITH ${scopeSql(schemas)} SELECT current_setting('server_version_num')::int AS version, EXISTS (SELECT FROM pg_publication) AS "hasPublications", EXISTS (SELECT FROM ${subscriptionsHere}) AS "hasSubscriptions", EXISTS (SELECT FROM pg_foreign_data_wrapper) AS "hasForeign", ${listed(extensions)} AS extensions, ${listed(settings)} AS settings, ${listed(privileges)} AS privileges`,
  );
  if (found === undefined) return [];
  const major = Math.floor(found.version / 10_000);
  const rare = await Promise.all([
    found.hasForeign ? readForeign(query) : [],
    found.hasPublications ? readPublications(query, major) : [],
    found.hasSubscriptions ? readSubscriptions(query) : [],
  ]);
  return [
    ...found.extensions.map(extension),
    ...rare.flat(),
    ...found.settings.map(setting),
    ...found.privileges.flatMap((row) => defaultPrivileges(row, major)),
  ];
}

const extension = ({ name, schema, version, comment, usual }: Extension): SchemaObjectOf<"extension"> => ({
  kind: "extension",
  ref: { kind: "extension", name },
  body: { schema, version },
  origin: declared,
  comment: comment === usual ? null : comment,
  ...(usual !== null && { usualComment: usual }),
});

function setting({ text, role }: Setting): SchemaObjectOf<"setting"> {
  const at = text.indexOf("=");
  const parameter = text.slice(0, at).toLowerCase();
  return {
    kind: "setting",
    ref: settingRef(parameter, role),
    origin: declared,
    body: { parameter, role, values: settingValues(parameter, text.slice(at + 1)) },
  };
}

function defaultPrivileges({ role, schema, on, acl }: DefaultPrivileges, major: number): readonly SchemaObjectOf<"defaultPrivileges">[] {
  if (on === null) return [];
  const given = sortedGrants(grantsIn(acl, schema === null ? role : null, targetKinds[on], major));
  return [{ kind: "defaultPrivileges", ref: defaultPrivilegesRef(role, on, schema), origin: declared, body: { role, on, given } }];
}
