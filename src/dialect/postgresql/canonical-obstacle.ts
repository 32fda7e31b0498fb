import type { Link } from "./connection/link.ts";

/** Why nothing is tried out on this database: temporary twins of tables are made for it, and that is DDL. */
export async function canonicalObstacle(link: Link): Promise<string | null> {
  if (link.server.readOnly) return "it is a standby, or read-only";
  const [answer] = await (await link.main()).message(
    `SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY') AS temporary,
      EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D') AS watched`,
  );
  const { temporary, watched } = answer?.rows[0] ?? {};
  if (watched === "t") return "event triggers fire on DDL";
  return temporary === "t" ? null : "this role may not create temporary tables";
}
