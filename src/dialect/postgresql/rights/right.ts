import { outsideTitles } from "../../../model/outside-names.ts";
import type { ObjectKind, ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import { meantType } from "../meant-type.ts";
import { columnList, qualified, quoteIdentifier } from "../quote.ts";
import type { FoundKind, Need } from "./need.ts";

/** What the catalogue says beside a right that is missing. */
export interface Asked {
  readonly role: string;
  readonly database: string;
  /** Who owns the object, and whether that is somebody nobody should be made a member of. */
  readonly owner: string | null;
  readonly ownerIsSuperuser: boolean;
}

type NeedOf<R extends Need["right"]> = Extract<Need, { readonly right: R }>;

/** One right: how the catalogue tells whether the role has it, and what is said where it has not. */
interface Right<R extends Need["right"]> {
  /** SQL over `asked.role`, namespace `n`, relation `c`, type `t` and `asked.columns`; NULL where there is no such object. */
  readonly held: string;
  may(need: NeedOf<R>, asked: Asked): string;
  grant(need: NeedOf<R>, asked: Asked): string;
}

const word: Readonly<Partial<Record<ObjectKind, string>>> = {
  view: "VIEW",
  sequence: "SEQUENCE",
  enum: "TYPE",
  domain: "DOMAIN",
  compositeType: "TYPE",
  rangeType: "TYPE",
  schema: "SCHEMA",
};
function guess(kind: FoundKind, name: string): string {
  const meant = kind === "type" ? meantType(name) : undefined;
  return meant === undefined ? "" : `Did you mean ${meant}? `;
}

const titles: Readonly<Record<FoundKind, string>> = { extension: "extension", ...outsideTitles };
const altered = ({ kind }: ObjectRef): string => word[kind] ?? "TABLE";

const role = ({ role: name }: Asked): string => quoteIdentifier(name);
const belongs = ({ owner }: Asked): string => (owner === null ? "" : `, which belongs to ${owner}`);

function ownership({ object }: { readonly object: ObjectRef }, asked: Asked): string {
  const transfer = `ALTER ${altered(object)} ${qualified(object)} OWNER TO ${role(asked)}`;
  return asked.owner === null || asked.ownerIsSuperuser
    ? transfer
    : `GRANT ${quoteIdentifier(asked.owner)} TO ${role(asked)}, or ${transfer}`;
}

const ownerOf = "coalesce(c.relowner, t.typowner, CASE WHEN asked.name IS NULL THEN n.nspowner END)";
const owns = `pg_catalog.pg_has_role(asked.role, ${ownerOf}, 'USAGE')`;

/** The role that `asked.name` names; NULL where there is none. */
const namedRole = "(SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = asked.name)";
const isSuperuser = "(SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = asked.role)";
const superuser = "Let a superuser do it, or run as one";

export const rights: { readonly [R in Need["right"]]: Right<R> } = {
  createSchema: {
    held: "pg_catalog.has_database_privilege(asked.role, pg_catalog.current_database(), 'CREATE')",
    may: (_need, { database }) => `create a schema in the database ${database}`,
    grant: (_need, asked) => `GRANT CREATE ON DATABASE ${quoteIdentifier(asked.database)} TO ${role(asked)}`,
  },
  createIn: {
    held: "pg_catalog.has_schema_privilege(asked.role, n.oid, 'CREATE')",
    may: ({ schema }) => `create anything in the schema ${schema}`,
    grant: ({ schema }, asked) => `GRANT CREATE ON SCHEMA ${quoteIdentifier(schema)} TO ${role(asked)}`,
  },
  enter: {
    held: "pg_catalog.has_schema_privilege(asked.role, n.oid, 'USAGE')",
    may: ({ schema }) => `use what is in the schema ${schema}`,
    grant: ({ schema }, asked) => `GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO ${role(asked)}`,
  },
  own: {
    held: owns,
    may: ({ object }, asked) => `alter ${object.kind} ${describeRef(object)}${belongs(asked)}`,
    grant: ownership,
  },
  drop: {
    held: `${owns} OR pg_catalog.pg_has_role(asked.role, n.nspowner, 'USAGE')`,
    may: ({ object }, asked) => `drop ${object.kind} ${describeRef(object)}${belongs(asked)}`,
    grant: ownership,
  },
  refer: {
    held: `(SELECT pg_catalog.bool_and(pg_catalog.has_column_privilege(asked.role, c.oid, a.attnum, 'REFERENCES'))
      FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname = ANY (asked.columns))`,
    may: ({ object, columns }) => `refer to ${describeRef(object)} ${columnList(columns)} by a foreign key`,
    grant: ({ object, columns }, asked) => `GRANT REFERENCES ${columnList(columns)} ON ${qualified(object)} TO ${role(asked)}`,
  },
  useType: {
    held: "pg_catalog.has_type_privilege(asked.role, t.oid, 'USAGE')",
    may: ({ object }) => `use the type ${describeRef(object)}`,
    grant: ({ object }, asked) => `GRANT USAGE ON TYPE ${qualified(object)} TO ${role(asked)}`,
  },
  rows: {
    // Rights on some columns may be all that is needed; who has those is not stopped.
    held: `(SELECT pg_catalog.bool_and(pg_catalog.has_table_privilege(asked.role, c.oid, p) OR CASE p WHEN 'DELETE' THEN false ELSE pg_catalog.has_any_column_privilege(asked.role, c.oid, p) END) FROM pg_catalog.unnest(asked.columns) p)`,
    may: ({ object, privileges }) => `${privileges.join(" and ")} rows of ${describeRef(object)}`,
    grant: ({ object, privileges }, asked) => `GRANT ${privileges.join(", ")} ON ${qualified(object)} TO ${role(asked)}`,
  },
  grant: {
    held: `${owns} OR (c.relkind <> 'S' AND (SELECT pg_catalog.bool_and(pg_catalog.has_table_privilege(asked.role, c.oid, p || ' WITH GRANT OPTION')) FROM pg_catalog.unnest(asked.columns) p))`,
    may: ({ object }, asked) => `say who may do what with ${object.kind} ${describeRef(object)}${belongs(asked)}`,
    grant: ownership,
  },
  name: {
    held: `${namedRole} IS NOT NULL`,
    may: ({ role: named }) => `name the role ${named}, which does not exist`,
    grant: ({ role: named }) => `CREATE ROLE ${quoteIdentifier(named)}, or correct the name: keelson makes no roles`,
  },
  find: {
    held: `CASE asked.columns[1]
      WHEN 'extension' THEN EXISTS (SELECT FROM pg_catalog.pg_available_extensions e WHERE e.name = asked.name)
      WHEN 'foreignDataWrapper' THEN EXISTS (SELECT FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.fdwname = asked.name)
      WHEN 'foreignServer' THEN EXISTS (SELECT FROM pg_catalog.pg_foreign_server s WHERE s.srvname = asked.name)
      WHEN 'language' THEN EXISTS (SELECT FROM pg_catalog.pg_language l WHERE l.lanname = asked.name)
      ELSE t.oid IS NOT NULL END`,
    may: ({ kind, schema, name }) =>
      `find the ${titles[kind]} ${schema === undefined ? name : `${schema}.${name}`}: ${kind === "extension" ? "the server does not have it" : "there is none"}`,
    grant: ({ kind, name }) =>
      kind === "extension"
        ? "Install what it comes with where the server runs, or correct the name"
        : `${guess(kind, name)}Declare the ${titles[kind]}, or the extension that it comes with, or correct the name`,
  },
  belong: {
    held: `pg_catalog.pg_has_role(asked.role, ${namedRole}, 'MEMBER')`,
    may: ({ role: other }) => `act for the role ${other}`,
    grant: ({ role: other }, asked) => `GRANT ${quoteIdentifier(other)} TO ${role(asked)}`,
  },
  receive: {
    held: `pg_catalog.has_schema_privilege(${namedRole}, n.oid, 'CREATE')`,
    may: ({ role: other, schema }) => `give anything in the schema ${schema} to ${other}, who may create nothing there`,
    grant: ({ role: other, schema }) => `GRANT CREATE ON SCHEMA ${quoteIdentifier(schema)} TO ${quoteIdentifier(other)}`,
  },
  setFor: {
    held: `asked.name = asked.role OR ${isSuperuser} OR (SELECT r.rolcreaterole FROM pg_catalog.pg_roles r WHERE r.rolname = asked.role)`,
    may: ({ role: other }) => `set what sessions of ${other} begin with`,
    grant: (_need, asked) => `ALTER ROLE ${role(asked)} CREATEROLE, or let a superuser do it`,
  },
  ownDatabase: {
    held: "pg_catalog.pg_has_role(asked.role, (SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()), 'USAGE')",
    may: (_need, { database }) => `set what sessions of the database ${database} begin with`,
    grant: (_need, asked) => `ALTER DATABASE ${quoteIdentifier(asked.database)} OWNER TO ${role(asked)}`,
  },
  extend: {
    held: `${isSuperuser} OR (SELECT pg_catalog.bool_or(NOT v.superuser OR v.trusted AND pg_catalog.has_database_privilege(asked.role, pg_catalog.current_database(), 'CREATE')) FROM pg_catalog.pg_available_extension_versions v WHERE v.name = asked.name)`,
    may: ({ extension }) => `create the extension ${extension}`,
    grant: ({ extension }) =>
      `Let a superuser run CREATE EXTENSION ${quoteIdentifier(extension)}; of a trusted one, GRANT CREATE on the database is enough`,
  },
  useWrapper: {
    held: "(SELECT pg_catalog.has_foreign_data_wrapper_privilege(asked.role, w.oid, 'USAGE') FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.fdwname = asked.name)",
    may: ({ wrapper }) => `make a server of the foreign-data wrapper ${wrapper}`,
    grant: ({ wrapper }, asked) => `GRANT USAGE ON FOREIGN DATA WRAPPER ${quoteIdentifier(wrapper)} TO ${role(asked)}`,
  },
  subscribe: {
    held: `${isSuperuser} OR coalesce((SELECT pg_catalog.pg_has_role(asked.role, r.oid, 'USAGE') AND pg_catalog.has_database_privilege(asked.role, pg_catalog.current_database(), 'CREATE') FROM pg_catalog.pg_roles r WHERE r.rolname = 'pg_create_subscription'), false)`,
    may: () => "subscribe to another server",
    grant: (_need, asked) =>
      `From PostgreSQL 16 on GRANT pg_create_subscription TO ${role(asked)}, and CREATE on the database; before, ${superuser.toLowerCase()}`,
  },
  beSuperuser: {
    held: isSuperuser,
    may: ({ to }) => to,
    grant: ({ to }) => `${superuser}: only a superuser may ${to}`,
  },
};
