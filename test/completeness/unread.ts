import { cluster } from "./unread/cluster.ts";
import { implied } from "./unread/implied.ts";
import { storage } from "./unread/storage.ts";
import { unmanaged } from "./unread/unmanaged.ts";

const listed: ReadonlyMap<string, string> = new Map(
  [storage, cluster, implied, unmanaged].flatMap((group) =>
    Object.entries(group).flatMap(([relation, reasons]) =>
      Object.entries(reasons).flatMap(([reason, columns]) =>
        columns.split(" ").map((column) => [`${relation}.${column}`, reason] as [string, string]),
      ),
    ),
  ),
);

/** Why inspecting a database does not read a column, `pg_class.relpages`; undefined where nobody gave a reason. */
export const unread = (column: string): string | undefined => listed.get(column) ?? listed.get(column.replace(/\..*$/, ".*"));
