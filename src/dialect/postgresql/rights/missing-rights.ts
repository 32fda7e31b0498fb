import { isTypeKind } from "../../../model/ref.ts";
import type { Stage } from "../../../instruction/plan.ts";
import type { MissingRight } from "../../../port/rights.ts";
import { type Query, rowsOf } from "../catalogue/query.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { type Judged, neededRights } from "./needed-rights.ts";
import type { Need, PlacedNeed } from "./need.ts";
import { type Asked, rights } from "./right.ts";

/** Asks in a transaction that is opened for it. */
type Looking = <Rows>(run: (query: Query) => Promise<Rows>) => Promise<Rows>;

/** What the stages need and the role has not; `steps`: the role that steps run as, null for the one that is logged in. The journal is always that one's. `names`: only whether there is what is named. */
export async function missingRights(
  looking: Looking,
  stages: Iterable<Stage>,
  steps: string | null,
  judged: Judged,
): Promise<readonly MissingRight[]> {
  const needed = neededRights(stages, judged);
  if (judged === "names" && needed.length === 0) return [];
  const rows = await looking((query) =>
    rowsOf<Asked & { readonly place: number; readonly journal: JournalRight | null }>(query, missingSql(needed, steps)),
  );
  const missing = rows.map((row) =>
    row.journal === null ? describe(needed[row.place] as PlacedNeed, row) : journalRights[row.journal](row),
  );
  // What the journal lacks a step may lack too; one grant gives it to both. What is not there has no grant.
  const told = missing.map(({ message, remedy }, place) => (isFound(needed[rows[place]?.place ?? -1]) ? message : remedy));
  return missing.filter((_each, place) => told.indexOf(told[place] ?? "") === place);
}

const isFound = (placed: PlacedNeed | undefined): boolean => placed?.need.right === "find";

type JournalRight = "create" | "fill" | "write";

const journalRights: Readonly<Record<JournalRight, (asked: Asked) => MissingRight>> = {
  create: ({ role, database }) => ({
    message: `${role} may not create the journal, which is the schema keelson of the database ${database}`,
    remedy: `GRANT CREATE ON DATABASE ${quoteIdentifier(database)} TO ${quoteIdentifier(role)}`,
  }),
  fill: ({ role }) => ({
    message: `${role} may not create the tables of the journal in the schema keelson`,
    remedy: `GRANT USAGE, CREATE ON SCHEMA keelson TO ${quoteIdentifier(role)}`,
  }),
  write: ({ role }) => ({
    message: `${role} may not write the journal (schema keelson)`,
    remedy: `GRANT USAGE ON SCHEMA keelson TO ${quoteIdentifier(role)}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA keelson TO ${quoteIdentifier(role)}`,
  }),
};

function describe({ need, asked: by }: PlacedNeed, asked: Asked): MissingRight {
  const right = rights[need.right] as (typeof rights)[typeof need.right] & {
    may(need: Need, asked: Asked): string;
    grant(need: Need, asked: Asked): string;
  };
  const where = by.revision === null ? "" : ` (revision ${by.revision})`;
  const cannot = need.right === "find" ? "cannot" : "may not";
  return { message: `${asked.role} ${cannot} ${right.may(need, asked)}${where}`, remedy: right.grant(need, asked), asked: by };
}

function missingSql(needed: readonly PlacedNeed[], steps: string | null): string {
  const role = steps === null ? "current_user::text" : quoteLiteral(steps);
  const asked = needed.map(({ need }, place) => `(${place}, ${role}, ${quoteLiteral(need.right)}, ${places(need).join(", ")})`);
  const held = Object.entries(rights).map(([right, { held: sql }]) => `WHEN '${right}' THEN ${sql}`);
  const own =
    asked.length === 0
      ? ""
      : `UNION ALL
    SELECT asked.place, NULL, asked.role, pg_catalog.current_database()::text, o.rolname::text, coalesce(o.rolsuper, false)
    FROM (VALUES ${asked.join(", ")}) asked (place, role, need, home, name, type, columns)
      LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = asked.home
      LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = asked.name
      LEFT JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typname = asked.type
      LEFT JOIN pg_catalog.pg_roles o ON o.oid = coalesce(c.relowner, t.typowner, n.nspowner)
    WHERE NOT CASE asked.need ${held.join(" ")} END`;
  return `SELECT * FROM (${journalSql} ${own}) missing (place, journal, role, database, owner, "ownerIsSuperuser") ORDER BY place`;
}

const everything = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"];

/** Schema, relation, type and columns (or privileges) of a need, as literals of one row. */
function places(need: Need): readonly string[] {
  const text = (value: string | undefined): string => (value === undefined ? "NULL::text" : quoteLiteral(value));
  const list = (values: readonly string[]): string => `ARRAY[${values.map(quoteLiteral).join(", ")}]::text[]`;
  const row = (schema?: string, relation?: string, type?: string, columns: readonly string[] = []) => [
    text(schema),
    text(relation),
    text(type),
    list(columns),
  ];
  switch (need.right) {
    case "createSchema":
      return row();
    case "createIn":
    case "enter":
      return row(need.schema);
    case "own":
    case "drop": {
      const { kind, schema, name } = need.object;
      if (kind === "schema") return row(name);
      return isTypeKind(kind) ? row(schema, "", name) : row(schema, name);
    }
    case "useType":
      return row(need.object.schema, "", need.object.name);
    case "refer":
      return row(need.object.schema, need.object.name, undefined, need.columns);
    case "rows":
      return row(need.object.schema, need.object.name, undefined, need.privileges);
    case "grant": {
      const { kind, schema, name } = need.object;
      const words = need.privileges.flatMap((privilege) =>
        privilege === "all" ? everything : privilege === "maintain" ? [] : [privilege.toUpperCase()],
      );
      return kind === "schema" ? row(name) : isTypeKind(kind) ? row(schema, "", name) : row(schema, name, undefined, words);
    }
    case "name":
    case "belong":
    case "setFor":
      return row(undefined, need.role);
    case "find":
      return need.kind === "type" ? row(need.schema, "", need.name, ["type"]) : row(undefined, need.name, undefined, [need.kind]);
    case "receive":
      return row(need.schema, need.role);
    case "extend":
      return row(undefined, need.extension);
    case "useWrapper":
      return row(undefined, need.wrapper);
    case "ownDatabase":
    case "subscribe":
    case "beSuperuser":
      return row();
  }
}

// The journal is created where there is none; where it is there its tables are written.
const journalSql = `SELECT -1, CASE WHEN n.oid IS NULL THEN 'create' WHEN m.oid IS NULL THEN 'fill' ELSE 'write' END, current_user::text, pg_catalog.current_database()::text, NULL, false
    FROM (SELECT) always LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'keelson' LEFT JOIN pg_catalog.pg_class m ON m.relnamespace = n.oid AND m.relname = 'meta'
    WHERE NOT CASE
      WHEN n.oid IS NULL THEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
      WHEN m.oid IS NULL THEN pg_catalog.has_schema_privilege(n.oid, 'CREATE') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
      ELSE pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_class c, pg_catalog.unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p
        WHERE c.relnamespace = n.oid AND c.relkind = 'r' AND NOT pg_catalog.has_table_privilege(c.oid, p))
    END`;
