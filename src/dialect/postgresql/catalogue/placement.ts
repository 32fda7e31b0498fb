/** SQL for the name of a tablespace; NULL for that of the database, as nearly everything is in. */
export const tablespaceSql = (oid: string): string =>
  `CASE WHEN ${oid} <> 0 THEN (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = ${oid}) END`;

/** SQL for where and how the rows of the relation `c` are kept: NULL where as usual. */
export const placementSql = `${tablespaceSql("c.reltablespace")} AS tablespace,
    CASE WHEN c.relam NOT IN (0, 2) THEN (SELECT h.amname FROM pg_am h WHERE h.oid = c.relam) END AS "accessMethod"`;

export const placement = ({ tablespace, accessMethod }: { readonly tablespace: string | null; readonly accessMethod: string | null }) => ({
  ...(tablespace === null ? {} : { tablespace }),
  ...(accessMethod === null ? {} : { accessMethod }),
});
