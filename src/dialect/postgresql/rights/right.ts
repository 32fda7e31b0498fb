import type { ObjectKind, ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import { columnList, qualified, quoteIdentifier } from "../quote.ts";
import type { Need } from "./need.ts";

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

const word: Readonly<Partial<Record<ObjectKind, string>>> = { view: "VIEW", sequence: "SEQUENCE", enum: "TYPE", domain: "DOMAIN", compositeType: "TYPE", rangeType: "TYPE", schema: "SCHEMA" };
const altered = ({ kind }: ObjectRef): string => word[kind] ?? "TABLE";

const role = ({ role: name }: Asked): string => quoteIdentifier(name);
const belongs = ({ owner }: Asked): string => (owner === null ? "" : `, which belongs to ${owner}`);

function ownership({ object }: { readonly object: ObjectRef }, asked: Asked): string {
  const transfer = `ALTER ${altered(object)} ${qualified(object)} OWNER TO ${role(asked)}`;
  return asked.owner === null || asked.ownerIsSuperuser ? transfer : `GRANT ${quoteIdentifier(asked.owner)} TO ${role(asked)}, or ${transfer}`;
}

const ownerOf = "coalesce(c.relowner, t.typowner, CASE WHEN asked.name IS NULL THEN n.nspowner END)";
const owns = `pg_catalog.pg_has_role(asked.role, ${ownerOf}, 'USAGE')`;

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
};
