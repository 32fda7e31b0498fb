import type { SQLQuery } from "@databases/sql";
import type { Wire } from "./wire.ts";

/** Reads by @databases/pg's `sql` templates, over the session's own connection. Queries given together travel together. */
export interface Queries {
  /** Rows of one statement; wide integers and numerics come as text. @throws the driver's error. */
  rows<Row extends object>(query: SQLQuery): Promise<readonly Row[]>;
}

/**
 * A pool of the library would be a second session, whose first login sleeps 100 ms and which reconnects behind our back:
 * its templates are formatted here and sent over the wire that the run already has.
 */
export const createQueries = (wire: () => Promise<Wire>): Queries => ({
  rows: async <Row extends object>(query: SQLQuery) => {
    const { sqlTemplates } = await import("./sql.ts");
    const { text, values } = query.format(sqlTemplates.format);
    return (await (await wire()).query(text, values)) as readonly Row[];
  },
});
