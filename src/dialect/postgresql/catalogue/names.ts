/** SQL for a name as documents write it: `schema.name`, bare where it is one of pg_catalog. */
export const nameSql = (name: string, namespace: string): string =>
  `(SELECT CASE WHEN nn.nspname = 'pg_catalog' THEN ${name}::text ELSE nn.nspname || '.' || ${name} END FROM pg_namespace nn WHERE nn.oid = ${namespace})`;

/** SQL for the name of the collation with that oid. */
export const collationSql = (oid: string): string =>
  `(SELECT ${nameSql("cc.collname", "cc.collnamespace")} FROM pg_collation cc WHERE cc.oid = ${oid})`;

/** The same as SQL has it, quoted where it must be. */
export const nameTextSql = (name: string, namespace: string): string =>
  `(SELECT CASE WHEN nn.nspname = 'pg_catalog' THEN quote_ident(${name}) ELSE format('%I.%I', nn.nspname, ${name}) END FROM pg_namespace nn WHERE nn.oid = ${namespace})`;
