import type { Link } from "./connection/link.ts";
import { quoteLiteral } from "./quote.ts";

/** Why nothing is tried out on this database: temporary twins of tables are made for it, and that is DDL about what the schemas hold. */
export async function canonicalObstacle(link: Link, schemas: readonly string[]): Promise<string | null> {
  if (link.server.readOnly) return "it is a standby, or read-only";
  const [answer] = await (await link.main()).message(
    `SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY') AS temporary,
      EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D') AS watched,
      (SELECT min(nspname) FROM pg_catalog.pg_namespace WHERE nspname = ANY (ARRAY[${schemas.map(quoteLiteral).join(", ")}]::text[]) AND NOT pg_catalog.has_schema_privilege(oid, 'USAGE')) AS closed`,
  );
  const { temporary, watched, closed } = answer?.rows[0] ?? {};
  if (watched === "t") return "event triggers fire on DDL";
  if (temporary !== "t") return "this role may not create temporary tables";
  return closed == null ? null : `this role may not use what is in the schema ${closed}`;
}
