import type { UnmanagedObject } from "../../port/session.ts";
import { rowsOf, type Query } from "./catalogue/query.ts";
import { scopeSql } from "./catalogue/scope.ts";
import { unmanagedFacts, unusualSql } from "./catalogue/unmanaged-facts.ts";
import { unmanagedObjects } from "./catalogue/unmanaged-objects.ts";
import { unmanagedParts } from "./catalogue/unmanaged-parts.ts";

/** Everything in the managed schemas, and of the database, that the model does not hold: one by one, none in silence. */
export const readUnmanaged = (query: Query, schemas: readonly string[]): Promise<readonly UnmanagedObject[]> =>
  rowsOf<UnmanagedObject>(
    query,
    `WITH ${scopeSql(schemas)}, ${unusualSql}
     SELECT u.kind, u.name, u.reason FROM (${[...unmanagedObjects, ...unmanagedFacts, ...unmanagedParts].join("\n UNION ALL ")}) u (kind, name, reason)
     ORDER BY u.kind COLLATE "C", u.name COLLATE "C"`,
  );
